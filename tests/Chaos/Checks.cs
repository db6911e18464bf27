using Npgsql;
using Rupaya.Infrastructure.Identity.Audit;
using Rupaya.Infrastructure.Ledger.Verification;
using Rupaya.Infrastructure.Messaging;
using Rupaya.Infrastructure.Postgres;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Chaos;

/// <summary>What the assertions found.</summary>
/// <param name="Lost">Acknowledged but not there: writes, mails, webhooks.</param>
/// <param name="Doubled">There more than once, mails and webhooks by identity.</param>
/// <param name="Problems">Everything else that does not hold, and examples of the former.</param>
internal sealed record Verdict(int Lost, int Doubled, IReadOnlyList<string> Problems)
{
    public bool Holds => Lost == 0 && Doubled == 0 && Problems.Count == 0;
}

/// <summary>Waits until everything is quiet, then holds what was told to clients, mailboxes and webhooks against the ledger.</summary>
internal sealed class Checks(
    NpgsqlDataSource database,
    Workload workload,
    MailSink mails,
    HookSink hooks,
    History history,
    Fleet fleet,
    DeadQueues? queues,
    TimeSpan patience
)
{
    private const string Waiting = """
        select (select count(*) from outbox), (select count(*) from deliveries where dead_reason is null),
               (select count(*) from webhook_deliveries where book_id = any($1) and status = 'pending'),
               (select count(*) from projection_heads p join books b using (book_id) where b.book_id = any($1) and p.applied_seq < b.seq),
               (select count(*) from outbox_dead) + (select count(*) from deliveries where dead_reason is not null)
                 + (select count(*) from webhook_deliveries where book_id = any($1) and status = 'failed')
        """;

    private const string Created = """
        select c.book_id, c.seq from changes c join transactions t on t.book_id = c.book_id and t.transaction_id = c.subject_id
         where c.book_id = any($1) and c.kind = 'transaction' and c.op = 'create' and t.transfer_id is null
        """;

    private const string Changed = "select book_id, seq from changes where book_id = any($1) and kind = 'transaction'";

    private Guid[] Books => [.. workload.Actors.Select(a => a.BookId)];

    /// <summary>Returns how long it took until nothing was left to do; the assertions come after.</summary>
    public async Task<(double Seconds, Verdict Verdict)> QuietAsync()
    {
        var begun = System.Diagnostics.Stopwatch.StartNew();
        var left = await LeftAsync();
        while (left.Count > 0 && begun.Elapsed < patience)
        {
            await Task.Delay(100);
            left = await LeftAsync();
        }
        return (begun.Elapsed.TotalSeconds, await JudgeAsync([.. left.Select(l => $"not quiet within {patience.TotalSeconds} s: {l}")]));
    }

    private async Task<List<string>> LeftAsync()
    {
        await using var connection = await database.OpenConnectionAsync();
        var counts = (
            await connection.ReadAsync(
                Command(Waiting, Parameter(Books)),
                r => new[] { r.GetInt64(0), r.GetInt64(1), r.GetInt64(2), r.GetInt64(3) },
                CancellationToken.None
            )
        )[0];
        string[] names = ["outbox rows", "deliveries", "webhook deliveries", "projections"];
        var left = names.Zip(counts).Where(p => p.Second > 0).Select(p => $"{p.Second} {p.First}").ToList();
        if (left.Count == 0 && (await MissingMailsAsync(connection)).Count is > 0 and var missing)
        {
            left.Add($"{missing} mails");
        }
        if (left.Count == 0 && (await MissingHooksAsync(connection)).Count is > 0 and var silent)
        {
            left.Add($"{silent} webhooks");
        }
        return left;
    }

    private async Task<Verdict> JudgeAsync(List<string> problems)
    {
        await using var connection = await database.OpenConnectionAsync();
        var (lost, doubled) = await ToldCheck.RunAsync(connection, workload.Actors, problems);
        var silent = await MissingHooksAsync(connection);
        var twice = hooks.Changes.Where(c => c.Value.Count > 1).ToList();
        lost += (await MissingMailsAsync(connection)).Count + silent.Count;
        doubled += twice.Count;
        problems.AddRange(silent.Take(3).Select(s => $"no webhook for {s}"));
        problems.AddRange(twice.Take(3).Select(t => $"{t.Value.Count} deliveries for {t.Key}"));
        foreach (var book in Books)
        {
            var differences = await LedgerVerifier.VerifyAsync(connection, book, done: null, CancellationToken.None);
            problems.AddRange(differences.Take(3).Select(d => $"{d.Check}: {d.Detail}"));
        }
        var dead = (await connection.ReadAsync(Command(Waiting, Parameter(Books)), r => r.GetInt64(4), CancellationToken.None))[0];
        dead += queues is null ? 0 : await queues.CountAsync();
        if (dead > 0)
        {
            problems.Add($"{dead} dead letters");
        }
        if ((await new AuditVerifier(database).VerifyAsync([], DateTimeOffset.MinValue, CancellationToken.None)).Problem is { } broken)
        {
            problems.Add($"audit: {broken}");
        }
        while (history.Unclassified.TryDequeue(out var odd))
        {
            problems.Add($"unclassified: {odd}");
        }
        foreach (var process in fleet.Processes)
        {
            while (process.Crashes.TryDequeue(out var crash))
            {
                problems.Add(crash);
            }
        }
        var unasked = await UnaskedMailsAsync(connection);
        doubled += unasked;
        if (unasked > 0)
        {
            problems.Add($"{unasked} confirmations of nothing");
        }
        if (hooks.Wrong > 0)
        {
            problems.Add($"{hooks.Wrong} webhooks with a wrong signature");
        }
        return new Verdict(lost, doubled, problems);
    }

    private async Task<List<string>> ExpectedMailsAsync(NpgsqlConnection connection) =>
        await connection.ReadAsync(
            Command(Created, Parameter(Books)),
            r => StableId.Of($"transaction.mail/{r.GetGuid(0):N}/{r.GetInt64(1)}").ToString("N"),
            CancellationToken.None
        );

    private async Task<List<string>> MissingMailsAsync(NpgsqlConnection connection) =>
        (await ExpectedMailsAsync(connection)).FindAll(id => !mails.Mails.ContainsKey(id));

    /// <summary>Confirmations of a single income or expense whose identity is that of no commit: the same thing told as another.</summary>
    private async Task<int> UnaskedMailsAsync(NpgsqlConnection connection)
    {
        var expected = (await ExpectedMailsAsync(connection)).ToHashSet(StringComparer.Ordinal);
        return mails.Singles.Keys.Count(id => !expected.Contains(id));
    }

    private async Task<List<(Guid Book, long Seq)>> MissingHooksAsync(NpgsqlConnection connection)
    {
        var expected = await connection.ReadAsync(
            Command(Changed, Parameter(Books)),
            r => (r.GetGuid(0), r.GetInt64(1)),
            CancellationToken.None
        );
        return expected.FindAll(c => !hooks.Changes.ContainsKey(c));
    }
}
