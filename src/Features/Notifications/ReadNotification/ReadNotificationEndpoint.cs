namespace Rupaya.Features.Notifications.ReadNotification;

internal sealed class ReadNotificationEndpoint(ReadNotificationHandler handler) : ApiEndpoint<EmptyResponse>
{
    public override void Configure()
    {
        Post("/notifications/{notificationId:guid}/read");
        Describe("Mark a notification as read", "Doing it again changes nothing.");
        InBook();
    }

    public override Task HandleAsync(CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(Id("notificationId"), Caller, cancellation));
}
