using System.Diagnostics;
using Rupaya.Infrastructure.Base;

namespace Rupaya.Infrastructure.Messaging;

/// <summary>A span for each message that is handed over, in the trace of the write that caused it; what its effects do is below it.</summary>
internal sealed class OutboxTrace : IDisposable
{
    private readonly Activity?[] _spans;

    private OutboxTrace(Activity?[] spans, IReadOnlyList<OutboxRow> rows) => (_spans, Rows) = (spans, rows);

    /// <summary>The messages, each with its span as what caused it.</summary>
    public IReadOnlyList<OutboxRow> Rows { get; }

    /// <param name="system">OpenTelemetry's <c>messaging.system</c>.</param>
    /// <param name="parcels">What is handed over.</param>
    public static OutboxTrace Begin(string system, IReadOnlyList<MergedMessage> parcels)
    {
        if (!Telemetry.Traces.HasListeners())
        {
            return new OutboxTrace([], [.. parcels.Select(p => p.Row)]);
        }
        // The dispatcher's own statements belong to no message.
        var current = Activity.Current;
        var spans = new Activity?[parcels.Count];
        for (var i = 0; i < spans.Length; i++)
        {
            spans[i] = Start(system, parcels[i]);
            Activity.Current = current;
        }
        return new OutboxTrace(
            spans,
            [.. parcels.Zip(spans, (parcel, span) => span is null ? parcel.Row : parcel.Row with { TraceParent = span.Id })]
        );
    }

    public void End(IReadOnlyList<SendOutcome> outcomes)
    {
        foreach (var (span, outcome) in _spans.Zip(outcomes))
        {
            span?.SetStatus(outcome.Delivered ? ActivityStatusCode.Unset : ActivityStatusCode.Error, outcome.Poison);
        }
    }

    public void Dispose() => Array.ForEach(_spans, span => span?.Dispose());

    private static Activity? Start(string system, MergedMessage parcel)
    {
        if (!ActivityContext.TryParse(parcel.Row.TraceParent, null, isRemote: true, out var cause))
        {
            return null;
        }
        var span = Telemetry.Traces.StartActivity($"publish {parcel.Row.Contract}", ActivityKind.Producer, cause, links: Links(parcel));
        span?.SetTag("messaging.system", system);
        span?.SetTag("messaging.operation.name", "publish");
        span?.SetTag("messaging.message.id", parcel.Row.MessageId.ToString());
        return span;
    }

    private static IEnumerable<ActivityLink> Links(MergedMessage parcel)
    {
        foreach (var row in parcel.Of.Where(r => r.TraceParent != parcel.Row.TraceParent))
        {
            if (ActivityContext.TryParse(row.TraceParent, null, isRemote: true, out var other))
            {
                yield return new ActivityLink(other);
            }
        }
    }
}
