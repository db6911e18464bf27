using System.Globalization;
using Npgsql;
using Rupaya.Infrastructure.Ledger;
using Rupaya.Infrastructure.Ledger.Rows;
using Rupaya.Infrastructure.Notifications;

namespace Rupaya.Features.Sync.StreamSync;

internal sealed class StreamSyncHandler(BookHeads heads, SyncFeed feed, NpgsqlDataSource database)
{
    private static readonly Error TooMany = Problems.TooManyStreams.Because(
        $"At most {FeedStream.PerUser} streams per user are open at once."
    ) with
    {
        RetryAfter = TimeSpan.FromSeconds(10),
    };

    public async Task<IResult> HandleAsync(StreamSyncRequest request, string? lastEventId, Caller caller, CancellationToken cancellation)
    {
        var head = await heads.ReadAsync(caller, cancellation);
        if (!head.IsSuccess)
        {
            return new ProblemResult(head.Error!);
        }
        var since = long.TryParse(lastEventId, NumberStyles.None, CultureInfo.InvariantCulture, out var last)
            ? last
            : request.Since ?? head.Value.Seq;
        var gaps = await GapSql.ReadAsync(database, head.Value.BookId, head.Value.Epoch, cancellation);
        if (SyncStart.RefusalOf(head.Value, gaps, since) is { } refused)
        {
            return new ProblemResult(refused);
        }
        return feed.Open(caller, head.Value.BookId, since) is { } stream
            ? new EventStream<SyncHint>(stream.Reader, "sync", h => h.Seq.ToString(CultureInfo.InvariantCulture), View, stream)
            : new ProblemResult(TooMany);
    }

    private static SyncHintView View(SyncHint hint) =>
        new(hint.Seq, [.. hint.Kinds.SelectMany(SyncKinds.ListsOf).Distinct(StringComparer.Ordinal)]);
}
