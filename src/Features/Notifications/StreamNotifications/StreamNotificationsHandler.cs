using Rupaya.Infrastructure.Ledger;
using Rupaya.Infrastructure.Notifications;
using Rupaya.Infrastructure.Postgres.Entities;

namespace Rupaya.Features.Notifications.StreamNotifications;

internal sealed class StreamNotificationsHandler(BookHeads heads, NotificationFeed feed)
{
    private static readonly Error TooMany = Problems.TooManyStreams.Because(
        $"At most {FeedStream.PerUser} streams per user are open at once."
    ) with
    {
        RetryAfter = TimeSpan.FromSeconds(10),
    };

    public async Task<IResult> HandleAsync(string? lastEventId, Caller caller, CancellationToken cancellation)
    {
        var head = await heads.ReadAsync(caller, cancellation);
        if (!head.IsSuccess)
        {
            return new ProblemResult(head.Error!);
        }
        Guid? after = Guid.TryParse(lastEventId, out var id) ? id : null;
        var stream = await feed.OpenAsync(caller, head.Value.BookId, after, cancellation);
        return stream is null
            ? new ProblemResult(TooMany)
            : new EventStream<Notification>(stream.Reader, "notification", n => n.NotificationId.ToString(), NotificationView.From, stream);
    }
}
