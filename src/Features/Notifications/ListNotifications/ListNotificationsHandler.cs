using Microsoft.EntityFrameworkCore;
using Rupaya.Infrastructure.Persistence;
using Rupaya.Infrastructure.Reads;

namespace Rupaya.Features.Notifications.ListNotifications;

internal sealed class ListNotificationsHandler(BookHeads heads, RupayaDbContext context)
{
    private const int DefaultLimit = 50;

    public async Task<Result<Answer>> HandleAsync(ListNotificationsRequest request, Caller caller, CancellationToken cancellation)
    {
        var head = await heads.ReadAsync(caller, cancellation);
        if (!head.IsSuccess)
        {
            return head.Error!;
        }
        var rows = await context
            .Notifications.Where(n => n.BookId == head.Value.BookId && n.UserId == caller.UserId)
            .Where(n => request.Unread != true || n.ReadAt == null)
            .OrderByDescending(n => n.CreatedAt)
            .ThenByDescending(n => n.NotificationId)
            .Take(request.Limit ?? DefaultLimit)
            .ToListAsync(cancellation);
        return Answer.Ok(rows.Select(NotificationView.From));
    }
}
