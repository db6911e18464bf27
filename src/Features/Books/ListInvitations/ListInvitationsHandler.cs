using Npgsql;
using Rupaya.Domain.Books;
using Rupaya.Infrastructure.Ledger;
using Rupaya.Infrastructure.Postgres;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Features.Books.ListInvitations;

internal sealed class ListInvitationsHandler(BookHeads heads, NpgsqlDataSource database, TimeProvider clock)
{
    private const string Query = """
        select i.invitation_id, i.email, i.role, u.email, i.created_at, i.expires_at,
               case when i.accepted_at is not null then 'accepted' when i.withdrawn_at is not null then 'withdrawn'
                    when i.declined_at is not null then 'declined' when i.expires_at <= $2 then 'expired' else 'open' end
          from invitations i left join users u on u.user_id = i.invited_by
         where i.book_id = $1 order by i.created_at desc, i.invitation_id desc
        """;

    public async Task<Result<Reply<IEnumerable<BookInvitation>>>> HandleAsync(Guid bookId, Caller caller, CancellationToken cancellation)
    {
        var head = await heads.ReadAsync(caller.In(bookId), cancellation);
        if (!head.IsSuccess)
        {
            return head.Error!;
        }
        if (head.Value.Role != Role.Owner)
        {
            return Error.Forbidden;
        }
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var invitations = await connection.ReadAsync(
            Command(Query, Parameter(bookId), Parameter(clock.GetUtcNow())),
            r => new BookInvitation(
                r.GetGuid(0),
                r.GetString(1),
                r.GetString(2),
                r.IsDBNull(3) ? null : r.GetString(3),
                r.GetFieldValue<DateTimeOffset>(4),
                r.GetFieldValue<DateTimeOffset>(5),
                r.GetString(6)
            ),
            cancellation
        );
        return Reply.Ok<IEnumerable<BookInvitation>>(invitations);
    }
}
