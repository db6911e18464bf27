using Npgsql;
using Rupaya.Infrastructure.Ledger;
using Rupaya.Infrastructure.Postgres;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Features.User.ListOwnInvitations;

internal sealed class ListOwnInvitationsHandler(UserGate gate, NpgsqlDataSource database, TimeProvider clock)
{
    [AcrossBooks("Of a user: what their address is invited to, by the index on it.")]
    private const string Query = $"""
        select i.invitation_id, b.name, i.role, u.email, i.created_at, i.expires_at
          from invitations i join books b on b.book_id = i.book_id left join users u on u.user_id = i.invited_by
         where i.email_key = $1 and i.accepted_at is null and {Invitations.Standing} and i.expires_at > $2 and b.erase_at is null
         order by i.created_at desc, i.invitation_id desc
        """;

    public async Task<Result<Reply<IEnumerable<OwnInvitation>>>> HandleAsync(Caller caller, CancellationToken cancellation)
    {
        var user = await gate.ReadAsync(caller, cancellation);
        if (!user.IsSuccess)
        {
            return user.Error!;
        }
        if (!user.Value.EmailVerified)
        {
            return Reply.Ok<IEnumerable<OwnInvitation>>([]);
        }
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var invitations = await connection.ReadAsync(
            Command(Query, Parameter(user.Value.EmailKey), Parameter(clock.GetUtcNow())),
            r => new OwnInvitation(
                r.GetGuid(0),
                r.GetString(1),
                r.GetString(2),
                r.IsDBNull(3) ? null : r.GetString(3),
                r.GetFieldValue<DateTimeOffset>(4),
                r.GetFieldValue<DateTimeOffset>(5)
            ),
            cancellation
        );
        return Reply.Ok<IEnumerable<OwnInvitation>>(invitations);
    }
}
