using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Rupaya.Infrastructure.Ledger;
using Rupaya.Infrastructure.Postgres;
using Rupaya.Infrastructure.Postgres.Entities;

namespace Rupaya.Features.Notifications.ListNotifications;

internal sealed class ListNotificationsHandler(BookHeads heads, RupayaDbContext context)
{
    private const int DefaultLimit = 50;

    public async Task<Result<(Page<NotificationView> Page, int Unread)>> HandleAsync(
        ListNotificationsRequest request,
        CursorScope list,
        Caller caller,
        CancellationToken cancellation
    )
    {
        var cursor = Read(list, request.Cursor);
        if (!cursor.IsSuccess)
        {
            return cursor.Error!;
        }
        var head = await heads.ReadAsync(caller, cancellation);
        if (!head.IsSuccess)
        {
            return head.Error!;
        }
        var (limit, since) = (request.Limit ?? DefaultLimit, request.UpdatedSince?.At);
        var mine = context.Notifications.Where(n => n.BookId == head.Value.BookId && n.UserId == caller.UserId);
        var all = mine.Where(n => request.Unread != true || n.ReadAt == null)
            .Where(n => since == null || n.CreatedAt >= since || n.ReadAt >= since);
        var rows = await Ordered(all, cursor.Value, ascends: request.Sort == "createdAt").Take(limit + 1).ToListAsync(cancellation);
        var unread = await mine.CountAsync(n => n.ReadAt == null, cancellation);
        var items = rows.Take(limit).Select(NotificationView.From).ToList();
        var next = rows.Count > limit ? list.After(PositionOf(items[^1])) : null;
        return (new Page<NotificationView>(items, next), unread);
    }

    private static IQueryable<Notification> Ordered(IQueryable<Notification> all, (DateTimeOffset At, Guid Id)? cursor, bool ascends)
    {
        if (cursor is var (at, id))
        {
            all = ascends
                ? all.Where(n => n.CreatedAt > at || (n.CreatedAt == at && n.NotificationId > id))
                : all.Where(n => n.CreatedAt < at || (n.CreatedAt == at && n.NotificationId < id));
        }
        return ascends
            ? all.OrderBy(n => n.CreatedAt).ThenBy(n => n.NotificationId)
            : all.OrderByDescending(n => n.CreatedAt).ThenByDescending(n => n.NotificationId);
    }

    private static Position PositionOf(NotificationView last) =>
        new(last.CreatedAt.UtcTicks.ToString(CultureInfo.InvariantCulture), last.NotificationId);

    private static Result<(DateTimeOffset At, Guid Id)?> Read(CursorScope list, string? text)
    {
        var cursor = list.Read(text);
        if (!cursor.IsSuccess || cursor.Value is not { } position)
        {
            return cursor.IsSuccess ? ((DateTimeOffset, Guid)?)null : cursor.Error!;
        }
        return
            long.TryParse(position.Key, NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) && ticks <= DateTime.MaxValue.Ticks
            ? (new DateTimeOffset(ticks, TimeSpan.Zero), position.Id)
            : CursorScope.Invalid;
    }
}
