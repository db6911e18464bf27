using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Rupaya.Infrastructure.Observability;

namespace Rupaya.Infrastructure.Messaging;

/// <summary>Runs one effect for one message in a scope of its own, with trace, metrics and log; the same on both transports.</summary>
internal sealed partial class EffectRunner(IServiceScopeFactory scopes, TimeProvider clock, ILogger<EffectRunner> logger)
{
    private static readonly ActivitySource Source = new("Rupaya");

    /// <summary>Null when it is done, else what it threw.</summary>
    public async Task<Exception?> RunAsync(
        EffectDescriptor effect,
        object message,
        string? traceParent,
        DateTimeOffset since,
        CancellationToken cancellation
    )
    {
        using var activity = Source.StartActivity($"effect {effect.Name}", ActivityKind.Consumer, traceParent);
        var tag = new KeyValuePair<string, object?>("effect", effect.Name);
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await effect.Run(scope.ServiceProvider, message, cancellation);
            Telemetry.Effects.Add(1, tag, new KeyValuePair<string, object?>("result", "done"));
            Telemetry.EffectLag.Record((clock.GetUtcNow() - since).TotalSeconds, tag);
            return null;
        }
        catch (Exception e)
        {
            if (!cancellation.IsCancellationRequested)
            {
                Telemetry.Effects.Add(1, tag, new KeyValuePair<string, object?>("result", "failed"));
                Failed(e, effect.Name);
            }
            return e;
        }
    }

    public void ReportDead(EffectDescriptor effect)
    {
        Telemetry.Effects.Add(
            1,
            new KeyValuePair<string, object?>("effect", effect.Name),
            new KeyValuePair<string, object?>("result", "dead")
        );
        GaveUp(effect.Name);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Effect {Effect} failed")]
    private partial void Failed(Exception exception, string effect);

    [LoggerMessage(Level = LogLevel.Error, Message = "Effect {Effect} failed for the last time; its message is dead")]
    private partial void GaveUp(string effect);
}
