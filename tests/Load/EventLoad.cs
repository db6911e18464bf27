using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Npgsql;
using RabbitMQ.Client;

namespace Rupaya.Load;

/// <summary>How far effects lag behind commits while nothing else happens, beside a bare confirmed publish of the same payload.</summary>
internal static class EventLoad
{
    private const string Payload =
        """{"bookId":"01a1fd7a-57fd-702e-bcae-a6b11ddcf103","fromSeq":1000,"toSeq":1001,"actorId":"01a1fd7a-57fd-702e-bcae-a6b11ddcf103","cause":"transaction.created","subjectId":"01a1fd7a-57fd-702e-bcae-a6b11ddcf103","occurredAt":"2026-11-21T10:00:00.000000Z"}""";

    /// <summary>Prints "P50 P99" of projection lag and, with RabbitMQ, "P50 P99" of publish → confirm, in milliseconds.</summary>
    public static async Task LagAsync(Uri api, string books, int count)
    {
        var lags = await ProjectionAsync(api, books, count);
        var broker = Environment.GetEnvironmentVariable("ConnectionStrings__RabbitMq");
        var confirms = broker is null ? [] : await ConfirmsAsync(new Uri(broker), count);
        Console.WriteLine(
            $"{Percentile(lags, 0.5):F1} {Percentile(lags, 0.99):F1} {Percentile(confirms, 0.5):F1} {Percentile(confirms, 0.99):F1}"
        );
    }

    /// <summary>From the instant that is stored with the change, which lies before its commit, until the projection's head has it.</summary>
    private static async Task<List<double>> ProjectionAsync(Uri api, string books, int count)
    {
        var line = (await File.ReadAllLinesAsync(books))[0].Split(' ');
        using var http = new HttpClient { BaseAddress = new Uri(api, "/api/v1/") };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", line[0]);
        await using var database = NpgsqlDataSource.Create(Environment.GetEnvironmentVariable("ConnectionStrings__Postgres")!);
        await using var connection = await database.OpenConnectionAsync();
        var account = Guid.Parse(line[1]);
        await using var look = new NpgsqlCommand(
            "select p.applied_seq >= $2, extract(epoch from clock_timestamp() - c.at) * 1000 from accounts a "
                + "join projection_heads p on p.book_id = a.book_id and p.projection = 'totals' join changes c on c.book_id = a.book_id and c.seq = $2 where a.account_id = $1",
            connection
        );
        look.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = account });
        var version = new NpgsqlParameter<long>();
        look.Parameters.Add(version);
        var lags = new List<double>();
        for (var i = 0; i < count; i++)
        {
            var created = await http.PostAsJsonAsync(
                "transactions",
                new
                {
                    accountId = account,
                    amount = 1,
                    type = "income",
                }
            );
            version.TypedValue = (await created.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("version").GetInt64();
            lags.Add(await AppliedAsync(look));
            await Task.Delay(10);
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
        return double.PositiveInfinity;
    }

    private static async Task<List<double>> ConfirmsAsync(Uri broker, int count)
    {
        const string Queue = "load.yardstick";
        await using var connection = await new ConnectionFactory { Uri = broker }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(true, true));
        var quorum = new Dictionary<string, object?>(StringComparer.Ordinal) { ["x-queue-type"] = "quorum" };
        await channel.QueueDeclareAsync(Queue, durable: true, exclusive: false, autoDelete: false, quorum);
        var times = new List<double>();
        for (var i = 0; i < count; i++)
        {
            var watch = Stopwatch.StartNew();
            await channel.BasicPublishAsync(
                "",
                Queue,
                mandatory: true,
                new BasicProperties { Persistent = true },
                Encoding.UTF8.GetBytes(Payload)
            );
            times.Add(watch.Elapsed.TotalMilliseconds);
            await Task.Delay(10);
        }
        await channel.QueueDeleteAsync(Queue);
        return times;
    }

    private static double Percentile(List<double> values, double p)
    {
        values.Sort();
        return values.Count == 0 ? 0 : values[Math.Min(values.Count - 1, (int)(values.Count * p))];
    }
}
