namespace Rupaya.Features.Notifications.ReadNotification;

internal sealed class ReadNotificationEndpoint : IEndpoint
{
    public void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost(
                "/notifications/{notificationId:guid}/read",
                (Guid notificationId, Caller caller, ReadNotificationHandler handler, CancellationToken cancellation) =>
                    handler.HandleAsync(notificationId, caller, cancellation).ToHttp()
            )
            .WithName("ReadNotification")
            .WithTags("Notifications")
            .WithSummary("Mark a notification as read")
            .WithDescription("Doing it again changes nothing.")
            .Produces(StatusCodes.Status204NoContent)
            .Problems(401, 404, 503);
}
