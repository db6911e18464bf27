namespace Rupaya.Features.Notifications.ReadAllNotifications;

internal sealed class ReadAllNotificationsEndpoint : IEndpoint
{
    public void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost(
                "/notifications/read-all",
                (Caller caller, ReadAllNotificationsHandler handler, CancellationToken cancellation) =>
                    handler.HandleAsync(caller, cancellation).ToHttp()
            )
            .WithName("ReadAllNotifications")
            .WithTags("Notifications")
            .WithSummary("Mark all of the caller's notifications in the book as read")
            .WithDescription("Doing it again changes nothing.")
            .Produces(StatusCodes.Status204NoContent)
            .Problems(401, 404, 503);
}
