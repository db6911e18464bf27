using Microsoft.EntityFrameworkCore;
using Rupaya.Infrastructure.Ledger;
using Rupaya.Infrastructure.Postgres;

namespace Rupaya.Features.Notifications.CountUnread;

internal sealed class CountUnreadHandler(BookHeads heads, RupayaDbContext context)
{
    public async Task<Result<Reply<UnreadCount>>> HandleAsync(Caller caller, CancellationToken cancellation)
    {
        var head = await heads.ReadAsync(caller, cancellation);
        if (!head.IsSuccess)
        {
            return head.Error!;
        }
        var count = await context.Notifications.CountAsync(
            n => n.BookId == head.Value.BookId && n.UserId == caller.UserId && n.ReadAt == null,
            cancellation
        );
        return Reply.Ok<UnreadCount>(new UnreadCount(count));
    }
}
