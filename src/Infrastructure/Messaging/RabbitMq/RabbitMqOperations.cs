using System.Net.Http.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Configuration;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using Rupaya.Domain.Results;
using Rupaya.Infrastructure.Messaging.Operations;

namespace Rupaya.Infrastructure.Messaging.RabbitMq;

/// <summary>
/// The operator's view of RabbitMQ: counts from its management API (<c>ConnectionStrings:RabbitMqManagement</c>; up to five seconds old),
/// redrives over AMQP.
/// </summary>
internal sealed class RabbitMqOperations(IConfiguration configuration, EffectCatalog catalog, IHttpClientFactory clients) : IQueueOperations
{
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(5);

    private static readonly Error Unavailable = Problems.BrokerUnavailable.Error;

    /// <summary>What death has written into a message; it starts anew without.</summary>
    private static readonly string[] OfDeath =
    [
        "MT-Fault-",
        "MT-Reason",
        "x-death",
        "x-first-death",
        "x-last-death",
        "x-delivery-count",
        "x-dead-reason",
    ];

    public async Task<IReadOnlyList<QueueState>?> ListAsync(CancellationToken cancellation)
    {
        if (configuration.GetConnectionString("RabbitMqManagement") is not { Length: > 0 } management)
        {
            return null;
        }
        try
        {
            using var http = clients.CreateClient().ToManagement(new Uri(management), AnswerLimit);
            var host = Uri.EscapeDataString(VirtualHost());
            var found = await http.GetFromJsonAsync<Queue[]>(
                $"api/queues/{host}?columns=name,messages_ready,messages_unacknowledged,consumers",
                cancellation
            );
            var byName = found!.ToDictionary(q => q.Name, StringComparer.Ordinal);
            return [.. catalog.All.Select(e => State(e.Queue, byName))];
        }
        catch (Exception e) when (e is HttpRequestException or System.Text.Json.JsonException or TaskCanceledException)
        {
            cancellation.ThrowIfCancellationRequested();
            return null;
        }
    }

    public async Task<Result<int>> RedriveAsync(EffectDescriptor effect, CancellationToken cancellation)
    {
        try
        {
            await using var connection = await BrokerAccess.ConnectAsync(configuration, AnswerLimit, cancellation);
            var confirmed = new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true);
            await using var channel = await connection.CreateChannelAsync(confirmed, cancellation);
            return await MoveAsync(channel, DeadLetterNames.Of(effect.Queue), effect.Queue, cancellation);
        }
        catch (Exception e) when (e is RabbitMQClientException or IOException or System.Net.Sockets.SocketException or TimeoutException)
        {
            return Unavailable;
        }
    }

    /// <summary>One after the other, each acknowledged only when its copy is confirmed: order is kept, and what breaks off doubles one at most.</summary>
    private static async Task<int> MoveAsync(IChannel channel, string from, string to, CancellationToken cancellation)
    {
        var count = (await channel.QueueDeclarePassiveAsync(from, cancellation)).MessageCount;
        var moved = 0;
        while (moved < count && await channel.BasicGetAsync(from, autoAck: false, cancellation) is { } message)
        {
            var properties = new BasicProperties(message.BasicProperties) { Headers = Alive(message.BasicProperties.Headers) };
            // With an alarm the broker takes messages and confirms none.
            await channel
                .BasicPublishAsync("", to, mandatory: true, properties, message.Body, cancellation)
                .AsTask()
                .WaitAsync(AnswerLimit, cancellation);
            await channel.BasicAckAsync(message.DeliveryTag, multiple: false, cancellation);
            moved++;
        }
        return moved;
    }

    private static Dictionary<string, object?> Alive(IDictionary<string, object?>? headers) =>
        (headers ?? new Dictionary<string, object?>(StringComparer.Ordinal))
            .Where(h => !OfDeath.Any(d => h.Key.StartsWith(d, StringComparison.OrdinalIgnoreCase)))
            .ToDictionary(StringComparer.Ordinal);

    private static QueueState State(string name, Dictionary<string, Queue> found)
    {
        var (queue, dead) = (found.GetValueOrDefault(name), found.GetValueOrDefault(DeadLetterNames.Of(name)));
        return new QueueState(
            name,
            queue?.Ready ?? 0,
            queue?.Unacked ?? 0,
            queue?.Consumers ?? 0,
            (dead?.Ready ?? 0) + (dead?.Unacked ?? 0)
        );
    }

    private string VirtualHost() =>
        RabbitMqBus.Address(configuration).AbsolutePath.Trim('/') is { Length: > 0 } named ? Uri.UnescapeDataString(named) : "/";

    private sealed record Queue(
        [property: JsonPropertyName("name")] string Name,
        [property: JsonPropertyName("messages_ready")] long Ready,
        [property: JsonPropertyName("messages_unacknowledged")] long Unacked,
        [property: JsonPropertyName("consumers")] long Consumers
    );
}
