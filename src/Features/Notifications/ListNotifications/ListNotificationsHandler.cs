using Microsoft.EntityFrameworkCore;
using Rupaya.Infrastructure.Ledger;
using Rupaya.Infrastructure.Postgres;

namespace Rupaya.Features.Notifications.ListNotifications;

internal sealed class ListNotificationsHandler(BookHeads heads, RupayaDbContext context)
{
    private const int DefaultLimit = 50;

    public async Task<Result<Page<NotificationView>>> HandleAsync(
        ListNotificationsRequest request,
        Caller caller,
        CancellationToken cancellation
    )
    {
        var cursor = InstantCursor.Parse(request.Cursor);
        if (!cursor.IsSuccess)
        {
            return cursor.Error!;
        }
        var head = await heads.ReadAsync(caller, cancellation);
        if (!head.IsSuccess)
        {
            return head.Error!;
        }
        var limit = request.Limit ?? DefaultLimit;
        var all = context
            .Notifications.Where(n => n.BookId == head.Value.BookId && n.UserId == caller.UserId)
            .Where(n => request.Unread != true || n.ReadAt == null);
        var rows = await (
            cursor.Value is { At: var at, Id: var id }
                ? all.Where(n => n.CreatedAt < at || (n.CreatedAt == at && n.NotificationId < id))
                : all
        )
            .OrderByDescending(n => n.CreatedAt)
            .ThenByDescending(n => n.NotificationId)
            .Take(limit + 1)
            .ToListAsync(cancellation);
        var items = rows.Take(limit).Select(NotificationView.From).ToList();
        var next = rows.Count > limit ? new InstantCursor(items[^1].CreatedAt, items[^1].NotificationId).ToString() : null;
        return new Page<NotificationView>(items, next);
    }
}
