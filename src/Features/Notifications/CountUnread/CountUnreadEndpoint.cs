namespace Rupaya.Features.Notifications.CountUnread;

/// <param name="Unread">How many the caller has not read in the book.</param>
internal sealed record UnreadCount(int Unread);

internal sealed class CountUnreadEndpoint(CountUnreadHandler handler) : ApiEndpoint<UnreadCount>
{
    public override void Configure()
    {
        Get("/notifications/unread-count");
        Describe("How many of the caller's notifications are unread");
        InBook();
    }

    public override Task HandleAsync(CancellationToken cancellation) => ReplyAsync(handler.HandleAsync(Caller, cancellation));
}
