namespace Rupaya.Features.Sync.StreamSync;

/// <param name="Since">What the client has seen; the book's present number when omitted.</param>
internal sealed record StreamSyncRequest(long? Since);

/// <summary>That the book has changed.</summary>
/// <param name="Seq">How far it has come.</param>
/// <param name="Kinds">The lists of GET /sync in which something may be new.</param>
internal sealed record SyncHintView(long Seq, IReadOnlyList<string> Kinds);

internal sealed class StreamSyncEndpoint(StreamSyncHandler handler) : ApiEndpoint<StreamSyncRequest, SyncHintView>
{
    public override void Configure()
    {
        Get("/sync/stream");
        Describe(
            "Hints that the book has changed, as server-sent events",
            "Each event is named sync, its id is the seq and its data {seq, kinds}, within a second of the change: ask GET /sync since what you have. "
                + "With Last-Event-ID the first hint is of what came after it. Every 15 seconds without one a comment is sent. The stream ends with "
                + "the session or the membership and after 30 minutes; clients reconnect. At most five at once per user (429). 400 unknown_seq for a "
                + "number that the book has not reached, 409 sync_reset for one that a restore took away."
        );
        AnswersFile("text/event-stream");
        Reads("Last-Event-ID", "The last seq that was seen: goes before since.");
        InBook();
        Refuses(Problems.SyncReset, Problems.TooManyStreams, Problems.UnknownSeq);
    }

    public override Task HandleAsync(StreamSyncRequest request, CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(request, HttpContext.Request.Headers["Last-Event-ID"], Caller, cancellation));
}
