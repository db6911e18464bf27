using System.Diagnostics;
using Npgsql;
using Rupaya.Infrastructure.Postgres;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Chaos;

/// <summary>All faults of a plan on one fleet, one after the other; after each the workload rests and everything is held against the ledger.</summary>
internal sealed class Campaign(Plan plan, ServerProcesses servers, NpgsqlDataSource database, History history, Table table)
{
    private static readonly TimeSpan Before = TimeSpan.FromMilliseconds(700);

    public async Task RunAsync(bool rabbitMq)
    {
        using var mails = new MailSink();
        await using var hooks = await HookSink.StartAsync();
        await using var fleet = await Fleet.StartAsync(rabbitMq, servers, mails.Port);
        using var workload = new Workload(fleet.Api.Address, hooks.Url, history, plan.Seed);
        await workload.SignUpAsync();
        await ConfirmAddressesAsync();
        await using var queues = rabbitMq ? new DeadQueues() : null;
        var checks = new Checks(database, workload, mails, hooks, history, fleet, queues, plan.Patience);
        var scene = new Scene(fleet, servers, workload, database);
        foreach (var fault in Faults.All.Where(f => f.Where(fleet) && plan.Wants(f)))
        {
            table.Add(fleet.Transport, await RunAsync(fault, scene, checks));
        }
        var (again, twice) = (hooks.Deliveries.Count(d => d.Value > 1), mails.Mails.Count(m => m.Value > 1));
        table.Reached(fleet.Transport, history, again, twice, complete: plan.Only is null);
    }

    /// <summary>An address that nobody has confirmed gets a few mails only; these are to get all.</summary>
    private async Task ConfirmAddressesAsync()
    {
        await using var connection = await database.OpenConnectionAsync();
        await connection.ScalarAsync(Command("update users set email_verified = true"), CancellationToken.None);
    }

    private async Task<Row> RunAsync(Fault fault, Scene scene, Checks checks)
    {
        var row = new Row(fault.Id, fault.Name);
        for (var i = 0; i < (fault.Repeat ? plan.Kills : 1) && row.Skipped is null; i++)
        {
            history.Note($"{fault.Id} {fault.Name}");
            var acknowledged = history.Acknowledged;
            scene.Begin();
            scene.Workload.Begin();
            await Task.Delay(Before);
            // A kill is over at once; what lasts is recovered from when it is mended.
            var killed = fault.Repeat ? RecoveredAsync(scene) : null;
            var said = await fault.InjectAsync(scene);
            if (!fault.Repeat)
            {
                scene.Begin();
            }
            scene.Struck();
            var recovery = await (killed ?? RecoveredAsync(scene));
            await scene.Workload.RestAsync();
            var (quiet, verdict) = await checks.QuietAsync();
            row.Took(history.Acknowledged - acknowledged, recovery, quiet, said, verdict);
        }
        return row;
    }

    /// <summary>Seconds until a write that was begun after the fault was both acknowledged and projected; null when that never came.</summary>
    private async Task<double?> RecoveredAsync(Scene scene)
    {
        var watch = Stopwatch.StartNew();
        // One write, not each actor's newest: of a projection that follows the writes by a moment, the newest is never projected yet.
        (Guid Book, long Seq)? first = null;
        while (watch.Elapsed < plan.Patience)
        {
            await Task.Delay(50);
            first ??= scene
                .Workload.Actors.Where(a => a.Last.Begun > scene.StruckAt)
                .Select(a => ((Guid, long)?)(a.BookId, a.Last.Seq))
                .FirstOrDefault();
            try
            {
                if (first is { } fresh && await ProjectedAsync(fresh.Book, fresh.Seq))
                {
                    return watch.Elapsed.TotalSeconds;
                }
            }
            catch (Exception e) when (e is NpgsqlException or TimeoutException)
            {
                // The database is what was broken.
            }
        }
        return null;
    }

    private async Task<bool> ProjectedAsync(Guid book, long seq)
    {
        await using var connection = await database.OpenConnectionAsync();
        var command = Command("select min(applied_seq) >= $2 from projection_heads where book_id = $1", Parameter(book), Parameter(seq));
        return await connection.ScalarAsync(command, CancellationToken.None) is true;
    }
}
