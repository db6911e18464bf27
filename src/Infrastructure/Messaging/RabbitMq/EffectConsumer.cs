using MassTransit;

namespace Rupaya.Infrastructure.Messaging.RabbitMq;

/// <summary>The one MassTransit consumer: hands a message to an effect.</summary>
internal sealed class EffectConsumer<TEffect, TMessage>(EffectCatalog catalog, EffectRunner runner) : IConsumer<TMessage>
    where TEffect : IEffect<TMessage>
    where TMessage : class
{
    public async Task Consume(ConsumeContext<TMessage> context)
    {
        var effect = catalog.For(typeof(TMessage)).First(e => e.EffectType == typeof(TEffect));
        var since = context.Headers.Get<DateTimeOffset>(EffectHeaders.CreatedAt) ?? DateTimeOffset.UnixEpoch;
        var parent = context.Headers.Get<string>(EffectHeaders.TraceParent);
        var failure = await runner.RunAsync(effect, context.Message, parent, since, context.CancellationToken);
        if (failure is not null)
        {
            throw failure;
        }
    }
}
