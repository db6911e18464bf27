using Rupaya.Domain.Users;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Features.Admin.BanUser;

internal sealed class BanUserHandler(UserDoor door)
{
    public async Task<Result<Reply<EmptyResponse>>> HandleAsync(Guid userId, Caller caller, CancellationToken cancellation)
    {
        return userId == caller.UserId
            ? Problems.OwnAccount.Error
            : await door.WriteAsync<EmptyResponse>(userId, caller.UserId, (work, _) => Task.FromResult(Ban(work)), cancellation);
    }

    private static Result<Reply<EmptyResponse>> Ban(UserChanges work)
    {
        if (work.User.BannedAt is not null)
        {
            return Reply.NoContent<EmptyResponse>();
        }
        work.Add(
            Command("update users set banned_at = $2, updated_at = $2 where user_id = $1", Parameter(work.User.UserId), Parameter(work.Now))
        );
        work.Add(Command("delete from mfa_challenges where user_id = $1", Parameter(work.User.UserId)));
        work.EndSessions();
        work.Audit("account.banned");
        work.Notice(AccountNoticeKinds.Banned, work.User.UserId);
        return Reply.NoContent<EmptyResponse>();
    }
}
