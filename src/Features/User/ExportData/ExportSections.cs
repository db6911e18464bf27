using Rupaya.Infrastructure.Postgres;

namespace Rupaya.Features.User.ExportData;

/// <summary>What is held about a user ($1), section by section. Secrets are not among it: a hash or a token tells its owner nothing.</summary>
internal static class ExportSections
{
    private const string Books = "select m.book_id from book_members m where m.user_id = $1";

    [AcrossBooks("Of a user: everything in all the books they are in, in one snapshot.")]
    public static readonly (string Name, string Sql)[] All =
    [
        (
            "profile",
            """
            select user_id as "userId", email, name, role, currency, time_zone as "timeZone", email_verified as "emailVerified", mfa_enabled as "mfaEnabled",
                   consented_at as "consentedAt", created_at as "createdAt", banned_at as "bannedAt", erase_at as "eraseAt" from users where user_id = $1
            """
        ),
        (
            "settings",
            """
            select email_notifications as "emailNotifications", weekly_report as "weeklyReport", invoice_notifications as "invoiceNotifications",
                   expense_alerts as "expenseAlerts", locale from users where user_id = $1
            """
        ),
        (
            "sessions",
            """
            select session_id as "sessionId", device_id as "deviceId", device_name as "deviceName", ip, created_at as "createdAt",
                   last_seen_at as "lastSeenAt", expires_at as "expiresAt", revoked_at as "revokedAt", authenticated_at as "authenticatedAt", methods
              from sessions where user_id = $1 and kind = 'interactive' order by session_id
            """
        ),
        (
            "tokens",
            """
            select session_id as "tokenId", name, scopes, only_book_id as "bookId", allowed_networks as "allowedNetworks",
                   created_at as "createdAt", expires_at as "expiresAt", revoked_at as "revokedAt", last_used_at as "lastUsedAt",
                   (select coalesce(sum(t.uses), 0) from token_uses t where t.session_id = s.session_id) as uses
              from sessions s where user_id = $1 and kind = 'token' order by session_id
            """
        ),
        (
            "emailChanges",
            """
            select change_id as "changeId", old_email as "oldEmail", new_email as "newEmail", created_at as "createdAt", expires_at as "expiresAt",
                   confirmed_at as "confirmedAt", reverted_at as "revertedAt" from email_changes where user_id = $1 order by created_at
            """
        ),
        (
            "devices",
            """
            select device_id as "deviceId", device_name as "deviceName", first_seen_at as "firstSeenAt", last_seen_at as "lastSeenAt"
              from devices where user_id = $1 order by first_seen_at
            """
        ),
        (
            "passkeys",
            """
            select passkey_id as "passkeyId", name, aaguid, array_to_string(transports, ' ') as transports, backup_eligible as "backupEligible",
                   backed_up as "backedUp", state, created_at as "createdAt", last_used_at as "lastUsedAt"
              from passkeys where user_id = $1 order by created_at, passkey_id
            """
        ),
        (
            "notifications",
            """
            select book_id as "bookId", notification_id as "notificationId", kind, title, body, created_at as "createdAt", read_at as "readAt"
              from notifications where user_id = $1 order by created_at
            """
        ),
        (
            "books",
            """
            select b.book_id as "bookId", b.name, b.currency, b.time_zone as "timeZone", b.month_start_day as "monthStartDay",
                   b.weekend_rule as "weekendRule", b.week_start as "weekStart", m.role, m.joined_at as "joinedAt", b.created_at as "createdAt"
              from book_members m join books b using (book_id) where m.user_id = $1 order by b.book_id
            """
        ),
        (
            "accounts",
            $"""
            select book_id as "bookId", account_id as "accountId", name, type, currency, opening_balance as "openingBalance", opening_date as "openingDate",
                   current_balance as "currentBalance", overdraft_limit as "overdraftLimit", is_archived as "isArchived", created_at as "createdAt"
              from accounts where book_id in ({Books}) and deleted_seq is null order by book_id, account_id
            """
        ),
        (
            "categories",
            $"""
            select book_id as "bookId", category_id as "categoryId", name, kind, parent_id as "parentId", icon, color
              from categories where book_id in ({Books}) and deleted_seq is null order by book_id, category_id
            """
        ),
        (
            "transactions",
            $"""
            select t.book_id as "bookId", t.transaction_id as "transactionId", t.account_id as "accountId", a.name as "accountName", t.flow, t.direction,
                   t.amount, t.currency, t.category_id as "categoryId", c.name as "categoryName", t.date, t.description, t.merchant, t.tags, t.status,
                   t.reference,
                   (select json_agg(json_build_object('categoryId', s.category_id, 'amount', s.amount, 'description', s.description) order by s.line)
                      from transaction_splits s where s.book_id = t.book_id and s.transaction_id = t.transaction_id) as splits,
                   t.refund_of as "refundOf", t.refunded_amount as "refundedAmount", t.reconciled_seq is not null as reconciled,
                   t.transfer_id as "transferId", t.created_at as "createdAt", t.updated_at as "updatedAt"
              from transactions t join accounts a using (book_id, account_id) left join categories c on c.book_id = t.book_id and c.category_id = t.category_id
             where t.book_id in ({Books}) and t.deleted_seq is null order by t.book_id, t.date, t.transaction_id
            """
        ),
        (
            "budgets",
            $"""
            select book_id as "bookId", budget_id as "budgetId", category_id as "categoryId", amount, period, rollover, start_date as "startDate",
                   end_date as "endDate", later_from as "laterFrom", later_amounts as "laterAmounts" from budgets where book_id in ({Books}) and deleted_seq is null order by book_id, budget_id
            """
        ),
        (
            "goals",
            $"""
            select g.book_id as "bookId", g.goal_id as "goalId", g.name, g.target_amount as "targetAmount", g.target_date as "targetDate",
                   array(select a.account_id::text from goal_accounts a where a.book_id = g.book_id and a.goal_id = g.goal_id order by 1) as "accountIds",
                   g.created_at as "createdAt" from goals g where g.book_id in ({Books}) and g.deleted_seq is null order by g.book_id, g.goal_id
            """
        ),
        (
            "contributions",
            $"""
            select book_id as "bookId", contribution_id as "contributionId", goal_id as "goalId", amount, date, note, created_at as "createdAt"
              from goal_contributions where book_id in ({Books}) order by book_id, contribution_id
            """
        ),
        (
            "recurring",
            $"""
            select book_id as "bookId", recurring_id as "recurringId", type, account_id as "accountId", to_account_id as "toAccountId",
                   category_id as "categoryId", amount, to_amount as "toAmount", description, merchant, tags, frequency, "interval",
                   start_date as "startDate", end_date as "endDate", nth, weekend_rule as "weekendRule", next_date as "nextDate",
                   splits, max_count as count, paused_from as "pausedFrom", paused_until as "pausedUntil"
              from recurring where book_id in ({Books}) and deleted_seq is null order by book_id, recurring_id
            """
        ),
        (
            "occurrences",
            $"""
            select book_id as "bookId", recurring_id as "recurringId", occurrence, status, date, amount, description, reason,
                   transaction_id as "transactionId" from recurring_occurrences where book_id in ({Books}) order by book_id, recurring_id, occurrence
            """
        ),
        (
            "imports",
            $"""
            select book_id as "bookId", import_id as "importId", account_id as "accountId", file_name as "fileName", size, status, rows, imported,
                   duplicates, rejected, created_at as "createdAt" from imports where book_id in ({Books}) order by book_id, import_id
            """
        ),
        (
            "importRows",
            $"""
            select book_id as "bookId", import_id as "importId", line, verdict, code, message, date, amount, category, merchant, description, reference, text
              from import_rows where book_id in ({Books}) order by book_id, import_id, line
            """
        ),
        (
            "history",
            $"""
            select book_id as "bookId", seq, at, actor_id as "actorId", kind, subject_id as "subjectId", op, before, reason
              from changes where book_id in ({Books}) order by book_id, seq
            """
        ),
        (
            "rates",
            $"""
            select book_id as "bookId", base, quote, date, rate, created_at as "createdAt", updated_at as "updatedAt"
              from book_rates where book_id in ({Books}) order by book_id, base, quote, date
            """
        ),
        (
            "invitations",
            """
            select i.book_id as "bookId", i.email, i.role, i.created_at as "createdAt", i.expires_at as "expiresAt", i.accepted_at as "acceptedAt",
                   i.declined_at as "declinedAt", i.withdrawn_at as "withdrawnAt"
              from invitations i where i.invited_by = $1 or i.email_key = (select email_key from users where user_id = $1 and email_verified) order by i.created_at
            """
        ),
    ];
}
