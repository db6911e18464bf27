using Microsoft.EntityFrameworkCore;
using Rupaya.Domain.Books;
using Rupaya.Infrastructure.Ledger;
using Rupaya.Infrastructure.Postgres;

namespace Rupaya.Features.Books.ListMembers;

internal sealed class ListMembersHandler(BookHeads heads, RupayaDbContext context)
{
    public async Task<Result<Reply<IEnumerable<MemberView>>>> HandleAsync(Guid bookId, Caller caller, CancellationToken cancellation)
    {
        var head = await heads.ReadAsync(caller.In(bookId), cancellation);
        if (!head.IsSuccess)
        {
            return head.Error!;
        }
        var members = await (
            from m in context.BookMembers
            where m.BookId == bookId
            join u in context.Users on m.UserId equals u.UserId
            orderby m.JoinedAt, m.UserId
            select new MemberView(m.UserId, u.Name, u.Email, m.Role.Name(), m.JoinedAt)
        ).ToListAsync(cancellation);
        return Reply.Ok<IEnumerable<MemberView>>(members);
    }
}
