namespace Rupaya.Features.Notifications.ListNotifications;

/// <param name="Unread">True for those not read yet only.</param>
/// <param name="Limit">1 to 200, 50 when omitted.</param>
internal sealed record ListNotificationsRequest(bool? Unread, int? Limit);

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
                    CancellationToken cancellation
                ) => handler.HandleAsync(request, caller, cancellation).ToHttp()
            )
            .WithName("ListNotifications")
            .WithTags("Notifications")
            .WithSummary("The caller's notifications, newest first")
            .Produces<IReadOnlyList<NotificationView>>()
            .Problems(400, 401, 404, 503);
}
