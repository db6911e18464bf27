using System.Globalization;
using Rupaya.Infrastructure.Ledger.Projections;
using Rupaya.Infrastructure.Postgres;
using Rupaya.Load.World;
using Rupaya.Support;

namespace Rupaya.Load.Ratios;

/// <summary>The processes of the product while something else is measured on the same database.</summary>
internal sealed class Consumers(Bench bench)
{
    private const string OpenTransactions =
        "select count(*) from pg_stat_activity where usename = 'rupaya_app' and xact_start is not null and backend_type = 'client backend'";

    private readonly List<int> _processes =
    [
        .. Bench
            .Setting("LOAD_CONSUMERS")
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(p => int.Parse(p, CultureInfo.InvariantCulture)),
    ];

    /// <summary>Runs an arm while they stand still with nothing left to do; what it left in the outbox is for nobody.</summary>
    public async Task<Block> AwayAsync(Arm arm, double seconds, CancellationToken stop)
    {
        try
        {
            await PauseAsync(stop);
            var block = await arm.RunAsync(seconds, stop);
            await bench.CheckpointAsync();
            await FoldAsync();
            return block;
        }
        finally
        {
            Send(Signals.Continue);
        }
    }

    // What the arm posted is not for the product to fold while it has its turn.
    private async Task FoldAsync()
    {
        var books = new List<Guid>();
        await using (
            var command = bench.Owner.CreateCommand(
                "select distinct book_id from projection_heads p join books b using (book_id) where p.applied_seq < b.seq"
            )
        )
        await using (var reader = await command.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
            {
                books.Add(reader.GetGuid(0));
            }
        }
        await new TotalsProjector(bench.Owner).FoldAsync(books, CancellationToken.None);
        await new SearchProjector(bench.Owner).FoldAsync(books, CancellationToken.None);
    }

    // Not within a transaction, whose locks it would keep.
    private async Task PauseAsync(CancellationToken stop)
    {
        while (true)
        {
            await Population.ConsumedAsync(bench.Owner, stop);
            Send(Signals.Stop);
            // What was sent just before still begins; only then can be seen what is open.
            await Task.Delay(100, stop);
            await using var command = bench.Admin.CreateCommand(OpenTransactions);
            if ((long)(await command.ExecuteScalarAsync(CancellationToken.None))! == 0)
            {
                return;
            }
            Send(Signals.Continue);
            await Task.Delay(50, stop);
        }
    }

    private void Send(int signal) => _processes.ForEach(p => Signals.Send(p, signal));
}
