using Microsoft.EntityFrameworkCore;
using Rupaya.Infrastructure.Ledger;
using Rupaya.Infrastructure.Postgres;

namespace Rupaya.Features.Notifications.ReadAllNotifications;

internal sealed class ReadAllNotificationsHandler(BookHeads heads, RupayaDbContext context, TimeProvider clock)
{
    public async Task<Result<Reply<EmptyResponse>>> HandleAsync(Caller caller, CancellationToken cancellation)
    {
        var head = await heads.ReadAsync(caller, cancellation);
        if (!head.IsSuccess)
        {
            return head.Error!;
        }
        var now = clock.GetUtcNow();
        await context
            .Notifications.Where(n => n.BookId == head.Value.BookId && n.UserId == caller.UserId && n.ReadAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(n => n.ReadAt, now), cancellation);
        return Reply.NoContent<EmptyResponse>();
    }
}
