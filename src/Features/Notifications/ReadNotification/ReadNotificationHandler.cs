using Microsoft.EntityFrameworkCore;
using Rupaya.Infrastructure.Ledger;
using Rupaya.Infrastructure.Postgres;

namespace Rupaya.Features.Notifications.ReadNotification;

internal sealed class ReadNotificationHandler(BookHeads heads, RupayaDbContext context, TimeProvider clock)
{
    public async Task<Result<Reply<EmptyResponse>>> HandleAsync(Guid notificationId, Caller caller, CancellationToken cancellation)
    {
        var head = await heads.ReadAsync(caller, cancellation);
        if (!head.IsSuccess)
        {
            return head.Error!;
        }
        var now = clock.GetUtcNow();
        var touched = await context
            .Notifications.Where(n => n.BookId == head.Value.BookId && n.UserId == caller.UserId && n.NotificationId == notificationId)
            .ExecuteUpdateAsync(set => set.SetProperty(n => n.ReadAt, n => n.ReadAt ?? now), cancellation);
        return touched == 0 ? Error.NotFound("Notification") : Reply.NoContent<EmptyResponse>();
    }
}
