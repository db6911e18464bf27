using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Rupaya.Infrastructure.Base;
using Rupaya.Infrastructure.Postgres;

namespace Rupaya.Infrastructure.Messaging;

/// <summary>A message on its way into an effect.</summary>
/// <param name="Message">The contract.</param>
/// <param name="TraceParent">W3C trace context of the write that caused it.</param>
/// <param name="Since">When that write committed, UTC.</param>
internal sealed record EffectInput(object Message, string? TraceParent, DateTimeOffset Since);

/// <summary>Runs one effect for one message or a batch in a scope of its own, with trace, metrics and log; the same on both transports.</summary>
internal sealed partial class EffectRunner(IServiceScopeFactory scopes, TimeProvider clock, ILogger<EffectRunner> logger)
{
    /// <summary>For each message null when it is done, else what was thrown.</summary>
    public async Task<Exception?[]> RunAsync(EffectDescriptor effect, IReadOnlyList<EffectInput> inputs, CancellationToken cancellation)
    {
        var failure = await TryAsync(effect, inputs, cancellation);
        if (failure is null || inputs.Count == 1 || cancellation.IsCancellationRequested || PostgresFaults.WillPass(failure))
        {
            return [.. inputs.Select(_ => failure)];
        }
        // One of them is bad; alone it is bad only for itself.
        var failures = new Exception?[inputs.Count];
        for (var i = 0; i < failures.Length; i++)
        {
            failures[i] = await TryAsync(effect, [inputs[i]], cancellation);
        }
        return failures;
    }

    public void ReportDead(EffectDescriptor effect)
    {
        Telemetry.Effects.Add(1, Telemetry.Effect(effect.Name), Telemetry.Result("dead"));
        GaveUp(effect.Name);
    }

    private async Task<Exception?> TryAsync(EffectDescriptor effect, IReadOnlyList<EffectInput> inputs, CancellationToken cancellation)
    {
        using var activity = Trace(effect, inputs);
        var started = clock.GetTimestamp();
        Exception? failure = null;
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await effect.Run(scope.ServiceProvider, [.. inputs.Select(i => i.Message)], cancellation);
            await Failpoints.HitAsync(Failpoints.AfterEffectBeforeAck);
        }
        catch (Exception e)
        {
            failure = e;
            activity?.SetStatus(ActivityStatusCode.Error, e.GetType().Name);
        }
        if (failure is null || !cancellation.IsCancellationRequested)
        {
            Report(effect, inputs, clock.GetElapsedTime(started), failure);
        }
        return failure;
    }

    private static Activity? Trace(EffectDescriptor effect, IReadOnlyList<EffectInput> inputs)
    {
        var parent = ActivityContext.TryParse(inputs[0].TraceParent, null, isRemote: true, out var cause) ? cause : default;
        // A batch has the parent of its first message and is linked to the others'.
        var links = new List<ActivityLink>();
        for (var i = 1; i < inputs.Count && Telemetry.Traces.HasListeners(); i++)
        {
            if (ActivityContext.TryParse(inputs[i].TraceParent, null, isRemote: true, out var other))
            {
                links.Add(new ActivityLink(other));
            }
        }
        return Telemetry.Traces.StartActivity($"process {effect.Queue}", ActivityKind.Consumer, parent, links: links);
    }

    private void Report(EffectDescriptor effect, IReadOnlyList<EffectInput> inputs, TimeSpan took, Exception? failure)
    {
        var tag = Telemetry.Effect(effect.Name);
        Telemetry.Effects.Add(inputs.Count, tag, Telemetry.Result(failure is null ? "done" : "failed"));
        Telemetry.Processed(effect.Queue, took, failure);
        if (failure is not null)
        {
            Failed(failure, effect.Name);
            return;
        }
        var now = clock.GetUtcNow();
        foreach (var input in inputs)
        {
            Telemetry.EffectLag.Record(Math.Max(0, (now - input.Since).TotalSeconds), tag);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Effect {Effect} failed")]
    private partial void Failed(Exception exception, string effect);

    [LoggerMessage(Level = LogLevel.Error, Message = "Effect {Effect} failed for the last time; its message is dead")]
    private partial void GaveUp(string effect);
}
