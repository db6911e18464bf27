using Microsoft.EntityFrameworkCore;
using Rupaya.Domain.Books;
using Rupaya.Infrastructure.Http.Lists;
using Rupaya.Infrastructure.Ledger;
using Rupaya.Infrastructure.Postgres;

namespace Rupaya.Features.Books.ListMembers;

internal sealed class ListMembersHandler(BookHeads heads, RupayaDbContext context)
{
    public static readonly ListSorts<MemberView> Sorts = new(m => m.UserId)
    {
        { "name", m => m.Name },
        { "email", m => m.Email },
        { "role", m => m.Role },
        { "joinedAt", m => m.JoinedAt },
    };

    public async Task<Result<Page<MemberView>>> HandleAsync(
        Guid bookId,
        ListMembersRequest request,
        CursorScope list,
        Caller caller,
        CancellationToken cancellation
    )
    {
        var head = await heads.ReadAsync(caller.In(bookId), cancellation);
        if (!head.IsSuccess)
        {
            return head.Error!;
        }
        var since = request.UpdatedSince?.At;
        var members = await (
            from m in context.BookMembers
            where m.BookId == bookId && (since == null || m.JoinedAt >= since || m.ChangedAt >= since)
            join u in context.Users on m.UserId equals u.UserId
            orderby m.JoinedAt, m.UserId
            select new MemberView(m.UserId, u.Name, u.Email, m.Role.Name(), m.JoinedAt)
        ).ToListAsync(cancellation);
        return Sorts.Page(members, request, list);
    }
}
