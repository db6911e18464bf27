using System.Diagnostics;
using System.Text;
using RabbitMQ.Client;

namespace Rupaya.Load.Ratios;

/// <summary>The yardstick of events: a bare publish of such a payload to a quorum queue, until the broker confirms it.</summary>
internal sealed class ConfirmedPublish : IAsyncDisposable
{
    private const string Queue = "load.yardstick";
    private const string Payload =
        """{"bookId":"01a1fd7a-57fd-702e-bcae-a6b11ddcf103","fromSeq":1000,"toSeq":1001,"actorId":"01a1fd7a-57fd-702e-bcae-a6b11ddcf103","cause":"transaction.created","subjectId":"01a1fd7a-57fd-702e-bcae-a6b11ddcf103","occurredAt":"2026-11-21T10:00:00.000000Z"}""";

    private readonly IConnection _connection;
    private readonly IChannel _channel;

    private ConfirmedPublish(IConnection connection, IChannel channel)
    {
        _connection = connection;
        _channel = channel;
    }

    public static async Task<ConfirmedPublish> OpenAsync(Uri broker)
    {
        var connection = await new ConnectionFactory { Uri = broker }.CreateConnectionAsync(CancellationToken.None);
        var channel = await connection.CreateChannelAsync(new CreateChannelOptions(true, true), CancellationToken.None);
        var quorum = new Dictionary<string, object?>(StringComparer.Ordinal) { ["x-queue-type"] = "quorum" };
        await channel.QueueDeclareAsync(
            Queue,
            durable: true,
            exclusive: false,
            autoDelete: false,
            quorum,
            cancellationToken: CancellationToken.None
        );
        return new ConfirmedPublish(connection, channel);
    }

    /// <returns>Milliseconds of each.</returns>
    /// <param name="count">One after the other.</param>
    /// <param name="between">From a confirmation to the next publish.</param>
    /// <param name="stop">Ends it; what was measured until then counts.</param>
    public async Task<List<double>> TimeAsync(int count, TimeSpan between, CancellationToken stop)
    {
        var times = new List<double>();
        while (times.Count < count && !stop.IsCancellationRequested)
        {
            var watch = Stopwatch.StartNew();
            await _channel.BasicPublishAsync(
                "",
                Queue,
                mandatory: true,
                new BasicProperties { Persistent = true },
                Encoding.UTF8.GetBytes(Payload),
                CancellationToken.None
            );
            times.Add(watch.Elapsed.TotalMilliseconds);
            await Task.Delay(between, CancellationToken.None);
        }
        return times;
    }

    public async ValueTask DisposeAsync()
    {
        await _channel.QueueDeleteAsync(Queue, cancellationToken: CancellationToken.None);
        await _channel.DisposeAsync();
        await _connection.DisposeAsync();
    }
}
