using MassTransit;
using Rupaya.Infrastructure.Postgres;

namespace Rupaya.Infrastructure.Messaging.RabbitMq;

/// <summary>The one MassTransit consumer: hands a message to an effect.</summary>
internal sealed class EffectConsumer<TEffect, TMessage>(EffectCatalog catalog, EffectBatcher batcher) : IConsumer<TMessage>
    where TMessage : class
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    // Over all tries; well below the broker's own limit of 30 minutes for an unacknowledged message.
    private static readonly TimeSpan AtMost = TimeSpan.FromMinutes(15);

    public async Task Consume(ConsumeContext<TMessage> context)
    {
        var effect = catalog.For(typeof(TMessage)).First(e => e.EffectType == typeof(TEffect));
        var since = context.Headers.Get<DateTimeOffset>(EffectHeaders.CreatedAt) ?? DateTimeOffset.UnixEpoch;
        var input = new EffectInput(context.Message, context.Headers.Get<string>(EffectHeaders.TraceParent), since);
        var failure = await batcher.RunAsync(effect, input, context.CancellationToken);
        while (failure is not null && PostgresFaults.WillPass(failure) && context.ReceiveContext.ElapsedTime < AtMost)
        {
            // Without the database, or while it is full or busy, nothing can be done and nobody is to blame: wait, and count no attempt.
            await Task.Delay(Pause, context.CancellationToken);
            failure = await batcher.RunAsync(effect, input, context.CancellationToken);
        }
        if (failure is not null)
        {
            throw failure;
        }
    }
}
