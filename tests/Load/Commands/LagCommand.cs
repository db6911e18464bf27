using System.Diagnostics;
using System.Text;
using Npgsql;
using RabbitMQ.Client;
using Rupaya.Load.Gates;
using Rupaya.Load.Ratios;
using Rupaya.Load.World;

namespace Rupaya.Load.Commands;

/// <summary>How far effects lag behind commits while nothing else happens, beside a bare confirmed publish of the same payload.</summary>
internal static class LagCommand
{
    private const int WarmUp = 400;
    private const string Payload =
        """{"bookId":"01a1fd7a-57fd-702e-bcae-a6b11ddcf103","fromSeq":1000,"toSeq":1001,"actorId":"01a1fd7a-57fd-702e-bcae-a6b11ddcf103","cause":"transaction.created","subjectId":"01a1fd7a-57fd-702e-bcae-a6b11ddcf103","occurredAt":"2026-11-21T10:00:00.000000Z"}""";

    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(10);

    /// <param name="name">What the figures are named after: the transport.</param>
    /// <param name="count">Events, one after the other.</param>
    /// <param name="stop">Ends it; what was measured until then counts.</param>
    public static async Task RunAsync(string name, int count, CancellationToken stop)
    {
        await using var bench = new Bench();
        var person = (await bench.PopulationAsync()).People[0];
        await ProjectionAsync(bench, person, WarmUp, stop);
        await KeepAsync(name, await ProjectionAsync(bench, person, count, stop));
        if (name == "lag" && Environment.GetEnvironmentVariable("ConnectionStrings__RabbitMq") is { } broker)
        {
            await KeepAsync("publish", await ConfirmsAsync(new Uri(broker), count, stop));
        }
    }

    /// <summary>From the instant that is stored with the change, which lies before its commit, until the projection's head has it.</summary>
    private static async Task<List<double>> ProjectionAsync(Bench bench, Person person, int count, CancellationToken stop)
    {
        using var api = new Api(bench.Api);
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
            var created = await api.PostAsync("transactions", person.Token, income);
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

    private static async Task<List<double>> ConfirmsAsync(Uri broker, int count, CancellationToken stop)
    {
        const string Queue = "load.yardstick";
        await using var connection = await new ConnectionFactory { Uri = broker }.CreateConnectionAsync(CancellationToken.None);
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(true, true), CancellationToken.None);
        var quorum = new Dictionary<string, object?>(StringComparer.Ordinal) { ["x-queue-type"] = "quorum" };
        await channel.QueueDeclareAsync(
            Queue,
            durable: true,
            exclusive: false,
            autoDelete: false,
            quorum,
            cancellationToken: CancellationToken.None
        );
        var times = new List<double>();
        while (times.Count < count && !stop.IsCancellationRequested)
        {
            var watch = Stopwatch.StartNew();
            var properties = new BasicProperties { Persistent = true };
            await channel.BasicPublishAsync(
                "",
                Queue,
                mandatory: true,
                properties,
                Encoding.UTF8.GetBytes(Payload),
                CancellationToken.None
            );
            times.Add(watch.Elapsed.TotalMilliseconds);
            await Task.Delay(Between, CancellationToken.None);
        }
        await channel.QueueDeleteAsync(Queue, cancellationToken: CancellationToken.None);
        return times;
    }

    private static async Task KeepAsync(string name, List<double> times)
    {
        times.Sort();
        foreach (var (part, share) in new[] { ("p50", 0.5), ("p99", 0.99) })
        {
            if (times.Count > 0)
            {
                await Parts.TellAsync(new Figure($"{name}-{part}-ms", times[(int)((times.Count - 1) * share)], "ms"));
            }
        }
    }
}
