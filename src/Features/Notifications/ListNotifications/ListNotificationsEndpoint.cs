using Rupaya.Infrastructure.Http.Lists;

namespace Rupaya.Features.Notifications.ListNotifications;

/// <param name="Unread">True for those not read yet only.</param>
/// <param name="Limit">1 to 200, 50 when omitted.</param>
/// <param name="Sort"><c>createdAt</c>, the oldest first, or <c>-createdAt</c> (default).</param>
/// <param name="UpdatedSince">Made or read at this instant or later.</param>
internal sealed record ListNotificationsRequest(bool? Unread, int? Limit, string? Cursor, string? Sort, QueryInstant? UpdatedSince)
    : IListQuery;

internal sealed class ListNotificationsEndpoint(ListNotificationsHandler handler)
    : ApiEndpoint<ListNotificationsRequest, IEnumerable<NotificationView>>
{
    public override void Configure()
    {
        Get("/notifications");
        Describe(
            "The caller's notifications, newest first or oldest first",
            "The next page is in Link: rel=\"next\"; Rupaya-Unread-Count says how many are unread in the book. 400 invalid_cursor."
        );
        InBook();
        Paged();
        Sends("Rupaya-Unread-Count", "How many of the caller's notifications in the book are unread.");
        Refuses(Problems.CursorMismatch, Problems.InvalidCursor);
    }

    public override async Task HandleAsync(ListNotificationsRequest request, CancellationToken cancellation)
    {
        var found = await handler.HandleAsync(request, List, Caller, cancellation);
        if (found.IsSuccess)
        {
            HttpContext.Response.Headers["Rupaya-Unread-Count"] = found.Value.Unread.ToString(
                System.Globalization.CultureInfo.InvariantCulture
            );
        }
        await ReplyAsync(Task.FromResult(found.IsSuccess ? found.Value.Page : (Result<Page<NotificationView>>)found.Error!));
    }
}
