using Microsoft.Extensions.Options;
using Npgsql;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Features.Auth.RevertEmail;

internal sealed class RevertEmailHandler(NpgsqlDataSource database, DerivedTokens derived, UserDoor door, IOptions<SecurityOptions> options)
{
    private const string Revertible =
        "select old_email, old_key from email_changes where change_id = $1 and user_id = $2 and old_verified "
        + "and reverted_at is null and coalesce(confirmed_at, created_at) > $3";

    // Who changed the address once more has a link of their own: it must not take this back.
    private const string RevertLater =
        "update email_changes set reverted_at = $3 where user_id = $1 and reverted_at is null "
        + "and (change_id = $2 or created_at >= (select c.created_at from email_changes c where c.change_id = $2))";

    public async Task<Result<Reply<EmptyResponse>>> HandleAsync(RevertEmailRequest request, string? ip, CancellationToken cancellation)
    {
        if (
            derived.Verify(TokenPurpose.EmailRevert, request.Token) is not var (changeId, _)
            || await EmailChanges.OwnerAsync(database, changeId, cancellation) is not { } userId
        )
        {
            return AccountLinks.Invalid;
        }
        return await door.WriteAsync<EmptyResponse>(userId, userId, (work, c) => RevertAsync(work, changeId, ip, c), cancellation);
    }

    private async Task<Result<Reply<EmptyResponse>>> RevertAsync(
        UserChanges work,
        Guid changeId,
        string? ip,
        CancellationToken cancellation
    )
    {
        var (userId, now) = (work.User.UserId, work.Now);
        var revertible = await work.ReadAsync(
            Command(Revertible, Parameter(changeId), Parameter(userId), Parameter(now - EmailChanges.Revertible)),
            r => (Email: r.GetString(0), Key: r.GetString(1)),
            cancellation
        );
        if (revertible is not [var old])
        {
            return AccountLinks.Invalid;
        }
        // A change that was asked for after this one may be the one that was confirmed.
        if (old.Key != work.User.EmailKey && await EmailChanges.MoveAsync(work, old.Email, old.Key, cancellation) is { } taken)
        {
            return taken;
        }
        work.Add(Command(RevertLater, Parameter(userId), Parameter(changeId), Parameter(now)));
        work.EndSessions();
        work.Add(Command("delete from mfa_challenges where user_id = $1", Parameter(userId)));
        work.Add(Command("update users set erase_at = null where user_id = $1", Parameter(userId)));
        var (link, tokenId) = AccountLinks.New(AccountLinks.Reset, userId, now, TimeSpan.FromMinutes(options.Value.ResetMinutes));
        work.Add(link);
        work.Audit("email.reverted", new { ChangeId = changeId }, new { Ip = ip });
        work.Notice(AccountNoticeKinds.EmailReverted, changeId);
        work.Notice(AccountNoticeKinds.ResetPassword, tokenId);
        return Reply.NoContent<EmptyResponse>();
    }
}
