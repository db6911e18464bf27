using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;
using Rupaya.Infrastructure.Identity;
using Rupaya.Infrastructure.Postgres;
using Rupaya.Integration.Fixtures;
using Rupaya.Support;
using Rupaya.Workers.Housekeeping;

namespace Rupaya.Integration.Housekeeping;

/// <summary>A book with one row of each kind that housekeeping removes, as old as a test wants, and rows of the same tables that are never removed.</summary>
internal sealed class RetentionWorld : IAsyncDisposable
{
    // {0}: the moment from which the row's age counts. Whatever points at it goes with it.
    private static readonly Dictionary<string, string> Inserts = new(StringComparer.Ordinal)
    {
        ["idempotency"] = "insert into idempotency_keys values ('{user}', 'aged', '', 200, null, null, '', '{0}')",
        ["uploads"] = Import("aaaaaaaa-0000-0000-0000-000000000001", "uploading", "{0}", "null"),
        ["sessions"] = "insert into sessions values (gen_random_uuid(), '{user}', 'aged', null, null, 0, '{0}', '{0}', '{0}', '{0}', null)",
        ["tokens"] =
            "insert into sessions (session_id, user_id, device_id, generation, rotated_at, created_at, last_seen_at, expires_at, kind) "
            + "values (gen_random_uuid(), '{user}', 'aged', 0, '{0}', '{0}', '{0}', '{0}', 'token')",
        ["challenges"] = "insert into mfa_challenges values (gen_random_uuid(), '{user}', 'aged', null, null, 0, '{0}', '{0}', null)",
        ["oidc-flows"] =
            "insert into oidc_flows (flow_id, provider, purpose, created_at, expires_at) values (gen_random_uuid(), 'p', 'signin', '{0}', '{0}')",
        ["id-tokens"] = "insert into seen_id_tokens values (sha256('aged'), '{0}')",
        ["ceremonies"] = "insert into ceremonies values (gen_random_uuid(), 'signin', null, null, 'aged', '{0}', '{0}', null)",
        ["mail-tokens"] = "insert into account_tokens values (gen_random_uuid(), 'reset', '{user}', '{0}', '{0}', null)",
        ["email-changes"] =
            "insert into email_changes values (gen_random_uuid(), '{user}', 'a', 'a', true, 'b', 'b', '{0}', '{0}', null, null)",
        ["signin-attempts"] = "insert into signin_attempts values ('aged', 'aged', 1, null, '{0}')",
        ["signing-keys"] = "insert into signing_keys values ('aged', '', '{0}', '{0}', '{0}')",
        ["invitations"] = Invitation("null", "{0}"),
        ["notifications"] =
            "insert into notifications values ('{book}', gen_random_uuid(), '{user}', 'k', 'aged', 'p', '{user}', '', '', '{}', '{0}', null)",
        ["alerts"] = "insert into alerts values ('{book}', 'aged', '2020', '{user}', '{0}')",
        ["deliveries"] = Delivery("delivered", "{0}"),
        ["failed-deliveries"] = Delivery("failed", "{0}"),
        ["sent-mails"] = "insert into sent_mails values (gen_random_uuid(), '{0}')",
        ["staged-rows"] =
            Import("aaaaaaaa-0000-0000-0000-000000000002", "completed", "{0}", "'{0}'")
            + ";"
            + ImportRow("aaaaaaaa-0000-0000-0000-000000000002", 2, "duplicate"),
        ["occurrences"] = "insert into schedule_occurrences values ('aged', '{0}', '{0}')",
    };

    // Older than anything is kept, and yet kept: what is not over, what is said once and for all, and what tells a later statement what is known.
    private static readonly string[] Lasting =
    [
        Delivery("pending", "1999-01-01Z"),
        Invitation("'1999-01-01Z'", "1999-01-01Z"),
        "insert into alerts values ('{book}', 'lasting', '', '{user}', '1999-01-01Z')",
        "insert into signing_keys values ('lasting', '', '1999-01-01Z', '1999-01-01Z', null)",
        "insert into verifications values (gen_random_uuid(), '1999-01-01Z', 1, 0)",
        "insert into outbox_dead values (1, gen_random_uuid(), 'V1.MailDue', '{}', null, '1999-01-01Z', '1999-01-01Z', 'planted')",
        Import("aaaaaaaa-0000-0000-0000-000000000003", "failed", "1999-01-01Z", "'1999-01-01Z'"),
        ImportRow("aaaaaaaa-0000-0000-0000-000000000003", 0, "failed"),
        Import("aaaaaaaa-0000-0000-0000-000000000004", "completed", "1999-01-01Z", "'1999-01-01Z'"),
        ImportRow("aaaaaaaa-0000-0000-0000-000000000004", 2, "imported"),
    ];

    private readonly TestDatabase _database;
    private readonly NpgsqlDataSource _app;
    private readonly string _user;
    private readonly string _book;

    private RetentionWorld(TestDatabase database, Guid user, Guid book)
    {
        _database = database;
        _app = NpgsqlDataSource.Create(database.App);
        _user = user.ToString();
        _book = book.ToString();
    }

    public static IEnumerable<string> Kinds => Inserts.Keys;

    public TestDatabase Database => _database;

    /// <summary>What the workers remove with, in the application's role.</summary>
    public Retention Retention(TimeProvider clock) =>
        new(
            _app,
            Options.Create(new RetentionOptions()),
            Options.Create(new SecurityOptions { AuditRetentionDays = 730 }),
            clock,
            NullLogger<Retention>.Instance
        );

    public static async Task<RetentionWorld> CreateAsync()
    {
        var database = await TestDatabase.CreateAsync();
        await using var host = await TestHost.StartAsync("serve", database.App);
        var person = await host.Client().SignUpAsync();
        var account = await person.OpenAccountAsync();
        (await person.ExpenseAsync(account, 5)).Ok();
        var world = new RetentionWorld(database, person.UserId, await person.DefaultBookAsync());
        await world.InsertAsync(
            "insert into webhooks values ('{book}', '{book}', '{user}', 'https://example.org', '{}', '', 0, now(), now())",
            ""
        );
        foreach (var sql in Lasting)
        {
            await world.InsertAsync(sql, "");
        }
        return world;
    }

    /// <summary>One row of a kind, as old as counts from the given moment.</summary>
    public Task AddAsync(string kind, DateTimeOffset moment) =>
        InsertAsync(Inserts[kind], moment.ToString("O", CultureInfo.InvariantCulture));

    /// <summary>How many rows each table has.</summary>
    public async Task<Dictionary<string, long>> CountAsync()
    {
        const string Count = """
            select table_name, (xpath('/row/n/text()', query_to_xml(format('select count(*) as n from %I', table_name), false, true, '')))[1]::text::bigint
              from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'
            """;
        await using var command = _database.Owner.CreateCommand(Count);
        await using var reader = await command.ExecuteReaderAsync();
        var counts = new Dictionary<string, long>(StringComparer.Ordinal);
        while (await reader.ReadAsync())
        {
            counts.Add(reader.GetString(0), reader.GetInt64(1));
        }
        return counts;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await _database.DisposeAsync();
    }

    private Task<int> InsertAsync(string sql, string moment) =>
        _database.RunAsync(
            sql.Replace("{user}", _user, StringComparison.Ordinal)
                .Replace("{book}", _book, StringComparison.Ordinal)
                .Replace("{0}", moment, StringComparison.Ordinal)
        );

    private static string Import(string id, string status, string createdAt, string finishedAt) =>
        $$"""
            insert into imports (book_id, import_id, account_id, created_by, file_name, size, sha256, status, progress, rows, imported, duplicates, rejected,
                created_at, finished_at)
            values ('{book}', '{{id}}', (select account_id from accounts limit 1), '{user}', 'a.csv', 1, decode(md5('{{id}}'), 'hex'), '{{status}}', 0, 0, 0, 0, 0,
                '{{createdAt}}', {{finishedAt}})
            """;

    private static string ImportRow(string import, int line, string verdict) =>
        $"insert into import_rows (book_id, import_id, line, verdict) values ('{{book}}', '{import}', {line}, '{verdict}')";

    private static string Invitation(string acceptedAt, string expiresAt) =>
        "insert into invitations values ('{book}', gen_random_uuid(), 'a@example.org', gen_random_uuid()::text, 'viewer', '{user}', 1, "
        + $"'1999-01-01Z', '{expiresAt}', {acceptedAt}, null)";

    private static string Delivery(string status, string createdAt) =>
        $"insert into webhook_deliveries values ('{{book}}', gen_random_uuid(), '{{book}}', 'e', gen_random_uuid()::text, 1, '', '{status}', 1, "
        + $"'{createdAt}', '{createdAt}', '{createdAt}', '{createdAt}')";
}
