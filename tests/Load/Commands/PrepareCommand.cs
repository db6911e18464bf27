using Rupaya.Load.Ratios;
using Rupaya.Load.World;

namespace Rupaya.Load.Commands;

/// <summary>Makes the users and books of a run. Needs a product that imports.</summary>
internal static class PrepareCommand
{
    public static async Task RunAsync(int users, IReadOnlyList<int> sizes)
    {
        await using var bench = new Bench();
        var population = await Population.MakeAsync(bench.Api, users, sizes, bench.Owner, Console.WriteLine);
        await population.SaveAsync(bench.File);
        // Somebody has to ask as an administrator; the database is the load's own.
        await Bench.ExecuteAsync(bench.Owner, $"update users set role = 'admin' where email = '{population.People[0].Email}'");
        await Bench.ExecuteAsync(bench.Admin, "vacuum analyze");
    }
}
