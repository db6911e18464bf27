namespace Rupaya.Integration.Routing;

/// <summary>
/// Where each table would lie in a sharded engine (ADR 20). A new table is put on one of the lists by whoever adds it: a test fails until then.
/// </summary>
internal static class TableHomes
{
    /// <summary>Distributed by <c>book_id</c>: everything of a book lies together.</summary>
    public static readonly string[] ByBook =
    [
        "books",
        "book_gaps",
        "book_members",
        "accounts",
        "categories",
        "transactions",
        "transaction_splits",
        "changes",
        "entries",
        "book_totals",
        "book_flows",
        "projection_heads",
        "search_words",
        "search_documents",
        "book_rates",
        "budgets",
        "goals",
        "goal_accounts",
        "goal_contributions",
        "recurring",
        "recurring_occurrences",
        "imports",
        "import_files",
        "import_rows",
        "notifications",
        "alerts",
        "invitations",
        "webhooks",
        "webhook_deliveries",
        "webhook_attempts",
    ];

    /// <summary>Small, read with every book and seldom written: a copy on every node.</summary>
    public static readonly string[] Reference = ["users", "sessions", "provider_rates", "provider_rates_version"];

    /// <summary>On one node: messages, people's secrets, the audit log, and what workers share.</summary>
    public static readonly string[] Local =
    [
        "outbox",
        "outbox_dead",
        "deliveries",
        "due_books",
        "idempotency_keys",
        "user_keys",
        "devices",
        "signin_attempts",
        "user_mfa",
        "mfa_backup_codes",
        "mfa_challenges",
        "passkeys",
        "ceremonies",
        "token_uses",
        "deprecated_calls",
        "account_tokens",
        "email_changes",
        "signing_keys",
        "user_identities",
        "oidc_flows",
        "seen_id_tokens",
        "audit_log",
        "audit_heads",
        "audit_anchors",
        "sent_mails",
        "schedules",
        "schedule_occurrences",
        "verifications",
        "backups",
        "restores",
        "token_secrets",
        "unlisted_erasures",
        "effects",
        "schema_builds",
        "schema_compatible_from",
        "__EFMigrationsHistory",
    ];

    /// <summary>What is wrong with the lists for these tables; empty when each is on exactly one.</summary>
    public static IReadOnlyList<string> Differences(IReadOnlyCollection<string> tables)
    {
        string[] listed = [.. ByBook, .. Reference, .. Local];
        return
        [
            .. tables.Except(listed).Select(t => $"{t} is on no list"),
            .. listed.Except(tables).Select(t => $"{t} is no table"),
            .. listed.GroupBy(t => t).Where(t => t.Count() > 1).Select(t => $"{t.Key} is on two lists"),
        ];
    }
}
