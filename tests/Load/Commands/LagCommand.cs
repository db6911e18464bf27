using System.Diagnostics;
using Npgsql;
using Rupaya.Load.Gates;
using Rupaya.Load.Ratios;
using Rupaya.Load.World;

namespace Rupaya.Load.Commands;

/// <summary>How far effects lag behind commits while nothing else happens, by turns with a bare confirmed publish of the same payload.</summary>
internal static class LagCommand
{
    private const int WarmUp = 400;
    private const int Rounds = 5;

    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(10);

    /// <param name="name">What the figures are named after: the transport.</param>
    /// <param name="count">Events, one after the other.</param>
    /// <param name="stop">Ends it; what was measured until then counts.</param>
    public static async Task RunAsync(string name, int count, CancellationToken stop)
    {
        await using var bench = new Bench();
        var person = (await bench.PopulationAsync()).People[0];
        var broker = name == "lag" ? Environment.GetEnvironmentVariable("ConnectionStrings__RabbitMq") : null;
        await using var yardstick = broker is null ? null : await ConfirmedPublish.OpenAsync(new Uri(broker));
        await ProjectionAsync(bench, person, WarmUp, stop);
        var (lags, confirms, ratios) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round < Rounds && !stop.IsCancellationRequested; round++)
        {
            var ours = await ProjectionAsync(bench, person, count / Rounds, stop);
            var theirs = yardstick is null ? [] : await yardstick.TimeAsync(count / Rounds, Between, stop);
            lags.AddRange(ours);
            confirms.AddRange(theirs);
            if (ours.Count > 0 && theirs.Count > 0)
            {
                ratios.Add(Share(ours, 0.5) / Share(theirs, 0.5));
            }
        }
        await KeepAsync(name, lags);
        await KeepAsync("publish", confirms);
        if (ratios.Count > 0)
        {
            await Parts.KeepAsync(new Part(Ratios: [Verdict.Of("lag-to-publish", ratios)]));
        }
    }

    /// <summary>From the instant that is stored with the change, which lies before its commit, until the projection's head has it.</summary>
    private static async Task<List<double>> ProjectionAsync(Bench bench, Person person, int count, CancellationToken stop)
    {
        using var client = Clients.Client(bench.Api, person.Token);
        await using var connection = await bench.Owner.OpenConnectionAsync(CancellationToken.None);
        await using var look = new NpgsqlCommand(
            "select p.applied_seq >= c.seq, extract(epoch from clock_timestamp() - c.at) * 1000 from changes c "
                + "join projection_heads p on p.book_id = c.book_id and p.projection = 'totals' where c.book_id = $1 and c.seq = $2",
            connection
        );
        look.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = person.BookId });
        var version = new NpgsqlParameter<long>();
        look.Parameters.Add(version);
        var lags = new List<double>();
        while (lags.Count < count && !stop.IsCancellationRequested)
        {
            var income = new
            {
                accountId = person.AccountId,
                amount = 1,
                type = "income",
            };
            var created = (await client.PostAsync("transactions", income)).Ok();
            version.TypedValue = created.GetProperty("version").GetInt64();
            lags.Add(await AppliedAsync(look));
            await Task.Delay(Between, CancellationToken.None);
        }
        return lags;
    }

    private static async Task<double> AppliedAsync(NpgsqlCommand look)
    {
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < TimeSpan.FromSeconds(10); )
        {
            await using var reader = await look.ExecuteReaderAsync();
            if (await reader.ReadAsync() && reader.GetBoolean(0))
            {
                return (double)reader.GetDecimal(1);
            }
        }
        throw new InvalidOperationException("An event had no effect within 10 s.");
    }

    private static async Task KeepAsync(string name, List<double> times)
    {
        foreach (var (part, share) in new[] { ("p50", 0.5), ("p99", 0.99) })
        {
            if (times.Count > 0)
            {
                await Parts.TellAsync(new Figure($"{name}-{part}-ms", Share(times, share), "ms"));
            }
        }
    }

    private static double Share(List<double> times, double share) => times.Order().ElementAt((int)((times.Count - 1) * share));
}
