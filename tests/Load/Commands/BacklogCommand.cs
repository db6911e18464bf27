using Rupaya.Load.Ratios;
using Rupaya.Load.Scenarios;

namespace Rupaya.Load.Commands;

/// <summary>Creates transactions until so many events wait in the outbox of a product that dispatches none. Prints how many do.</summary>
internal static class BacklogCommand
{
    private const int Clients = 16;
    private const double BlockSeconds = 5;

    public static async Task RunAsync(int events, CancellationToken stop)
    {
        await using var bench = new Bench();
        var create = bench.ClosedLoop("create", new Creations((await bench.PopulationAsync()).People), Clients);
        while (await WaitingAsync(bench) < events && !stop.IsCancellationRequested)
        {
            await create.RunAsync(BlockSeconds, stop);
        }
        Console.WriteLine(await WaitingAsync(bench));
    }

    private static async Task<long> WaitingAsync(Bench bench)
    {
        await using var command = bench.Owner.CreateCommand("select count(*) from outbox");
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
