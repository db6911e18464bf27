namespace Rupaya.Features.Notifications.ListNotifications;

/// <param name="Unread">True for those not read yet only.</param>
/// <param name="Limit">1 to 200, 50 when omitted.</param>
/// <param name="Cursor">From the <c>Link</c> of the page before.</param>
internal sealed record ListNotificationsRequest(bool? Unread, int? Limit, string? Cursor);

internal sealed class ListNotificationsEndpoint(ListNotificationsHandler handler)
    : ApiEndpoint<ListNotificationsRequest, IEnumerable<NotificationView>>
{
    public override void Configure()
    {
        Get("/notifications");
        Describe("The caller's notifications, newest first", "The next page is in Link: rel=\"next\". 400 invalid_cursor.");
        InBook();
        Paged();
        Refuses(Problems.InvalidCursor);
    }

    public override Task HandleAsync(ListNotificationsRequest request, CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(request, Caller, cancellation));
}
