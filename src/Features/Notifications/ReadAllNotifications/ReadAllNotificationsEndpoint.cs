namespace Rupaya.Features.Notifications.ReadAllNotifications;

internal sealed class ReadAllNotificationsEndpoint(ReadAllNotificationsHandler handler) : ApiEndpoint<EmptyResponse>
{
    public override void Configure()
    {
        Post("/notifications/read-all");
        Describe("Mark all of the caller's notifications in the book as read", "Doing it again changes nothing.");
        InBook();
    }

    public override Task HandleAsync(CancellationToken cancellation) => ReplyAsync(handler.HandleAsync(Caller, cancellation));
}
