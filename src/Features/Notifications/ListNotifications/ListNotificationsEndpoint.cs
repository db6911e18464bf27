namespace Rupaya.Features.Notifications.ListNotifications;

/// <param name="Unread">True for those not read yet only.</param>
/// <param name="Limit">1 to 200, 50 when omitted.</param>
/// <param name="Cursor">From the <c>Link</c> of the page before.</param>
internal sealed record ListNotificationsRequest(bool? Unread, int? Limit, string? Cursor);

internal sealed class ListNotificationsEndpoint : IEndpoint
{
    public void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet(
                "/notifications",
                (
                    [AsParameters] ListNotificationsRequest request,
                    Caller caller,
                    ListNotificationsHandler handler,
                    HttpContext http,
                    CancellationToken cancellation
                ) => handler.HandleAsync(request, caller, cancellation).ToHttp(http)
            )
            .WithName("ListNotifications")
            .WithTags("Notifications")
            .WithSummary("The caller's notifications, newest first")
            .WithDescription("The next page is in Link: rel=\"next\". 400 invalid_cursor.")
            .Produces<IReadOnlyList<NotificationView>>()
            .Problems(400, 401, 404, 503);
}
