namespace Rupaya.Features.Notifications.StreamNotifications;

internal sealed class StreamNotificationsEndpoint(StreamNotificationsHandler handler) : ApiEndpoint<NotificationView>
{
    public override void Configure()
    {
        Get("/notifications/stream");
        Describe(
            "The caller's notifications as they come, as server-sent events",
            "Each event is named notification, its id is the notificationId and its data one notification. With Last-Event-ID those after it come "
                + "first. The stream ends with the session and after 30 minutes; clients reconnect. At most five at once per user (429)."
        );
        AnswersFile("text/event-stream");
        Reads("Last-Event-ID", "The id of the last notification that was seen: those after it come first.");
        InBook();
        Refuses(Problems.TooManyStreams);
    }

    public override Task HandleAsync(CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(HttpContext.Request.Headers["Last-Event-ID"], Caller, cancellation));
}
