using System.Text.Json;
using MassTransit;
using Microsoft.Extensions.Options;
using Npgsql;
using Rupaya.Infrastructure.Base;

namespace Rupaya.Infrastructure.Messaging.RabbitMq;

/// <summary>Publishes rows confirmed, mandatory and pipelined. Anything but a confirm is a failure of the environment: the row stays.</summary>
internal sealed class RabbitMqTransport(IBus bus, TopologyGate gate, IOptions<MessagingOptions> options, TimeProvider clock) : ITransport
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);
    private DateTimeOffset _notBefore;

    public string System => "rabbitmq";

    public bool IsReady => gate.IsOpen && clock.GetUtcNow() >= _notBefore;

    public async Task<IReadOnlyList<SendOutcome>> SendAsync(
        NpgsqlConnection connection,
        IReadOnlyList<OutboxRow> rows,
        CancellationToken cancellation
    )
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(options.Value.PublishTimeoutMs);
        var outcomes = await Task.WhenAll(rows.Select(row => PublishAsync(row, limit.Token)));
        if (outcomes.All(o => o is { Delivered: false, Poison: null }))
        {
            _notBefore = clock.GetUtcNow() + Pause;
        }
        return outcomes;
    }

    public void Committed()
    {
        // Nothing to wake: the broker delivers.
    }

    private async Task<SendOutcome> PublishAsync(OutboxRow row, CancellationToken limit)
    {
        var contract = ContractNames.Find(row.Contract)!;
        object message;
        try
        {
            message = JsonSerializer.Deserialize(row.Body, contract, Json.Options) ?? throw new JsonException("null");
        }
        catch (JsonException e)
        {
            return new SendOutcome(false, $"undeserialisable: {e.Message}");
        }
        try
        {
            // The id is the row's: after a lost confirm the same message is published again, recognisably.
            await bus.Publish(message, contract, context => Stamp(context, row), limit);
            return SendOutcome.Sent;
        }
        catch (Exception)
        {
            // Returned, refused, not confirmed in time, disconnected: all of the environment. The row is tried again.
            return SendOutcome.NotNow;
        }
    }

    private static void Stamp(PublishContext context, OutboxRow row)
    {
        context.MessageId = row.MessageId;
        context.Headers.Set(EffectHeaders.CreatedAt, row.CreatedAt);
        context.Headers.Set(EffectHeaders.TraceParent, row.TraceParent);
        ((RabbitMqSendContext)context).Mandatory = true;
    }
}

/// <summary>What travels beside the body.</summary>
internal static class EffectHeaders
{
    public const string CreatedAt = "rupaya-created-at";
    public const string TraceParent = "traceparent";
}
