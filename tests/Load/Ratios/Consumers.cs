using System.Globalization;
using Rupaya.Chaos;

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
        await PauseAsync(stop);
        try
        {
            var block = await arm.RunAsync(seconds, stop);
            await bench.CheckpointAsync();
            return block;
        }
        finally
        {
            Send(Signals.Continue);
        }
    }

    // Not within a transaction, whose locks it would keep.
    private async Task PauseAsync(CancellationToken stop)
    {
        while (true)
        {
            await bench.ConsumedAsync(stop);
            Send(Signals.Stop);
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
