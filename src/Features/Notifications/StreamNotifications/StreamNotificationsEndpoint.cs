using Microsoft.AspNetCore.Mvc;

namespace Rupaya.Features.Notifications.StreamNotifications;

internal sealed class StreamNotificationsEndpoint : IEndpoint
{
    public void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet(
                "/notifications/stream",
                (
                    [FromHeader(Name = "Last-Event-ID")] string? lastEventId,
                    Caller caller,
                    StreamNotificationsHandler handler,
                    CancellationToken cancellation
                ) => handler.HandleAsync(lastEventId, caller, cancellation)
            )
            .WithName("StreamNotifications")
            .WithTags("Notifications")
            .WithSummary("The caller's notifications as they come, as server-sent events")
            .WithDescription(
                "Each event is named notification, its id is the notificationId and its data one notification. With Last-Event-ID those after it come "
                    + "first. The stream ends with the session and after 30 minutes; clients reconnect. At most five at once per user (429)."
            )
            .Produces<NotificationView>(StatusCodes.Status200OK, "text/event-stream")
            .Problems(401, 404, 429, 503);
}
