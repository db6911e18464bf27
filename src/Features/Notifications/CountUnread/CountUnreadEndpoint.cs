namespace Rupaya.Features.Notifications.CountUnread;

/// <param name="Unread">How many the caller has not read in the book.</param>
internal sealed record UnreadCount(int Unread);

internal sealed class CountUnreadEndpoint : IEndpoint
{
    public void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet(
                "/notifications/unread-count",
                (Caller caller, CountUnreadHandler handler, CancellationToken cancellation) =>
                    handler.HandleAsync(caller, cancellation).ToHttp()
            )
            .WithName("CountUnread")
            .WithTags("Notifications")
            .WithSummary("How many of the caller's notifications are unread")
            .Produces<UnreadCount>()
            .Problems(401, 404, 503);
}
