using Rupaya.Domain.Users;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Features.Admin.BanUser;

internal sealed class BanUserHandler(UserDoor door)
{
    public async Task<Result<Answer>> HandleAsync(Guid userId, Caller caller, CancellationToken cancellation)
    {
        return userId == caller.UserId
            ? Problems.OwnAccount.Error
            : await door.WriteAsync(userId, caller.UserId, (work, _) => Task.FromResult(Ban(work)), cancellation);
    }

    private static Result<Answer> Ban(UserChanges work)
    {
        if (work.User.BannedAt is not null)
        {
            return Answer.NoContent;
        }
        work.Add(
            Command("update users set banned_at = $2, updated_at = $2 where user_id = $1", Parameter(work.User.UserId), Parameter(work.Now))
        );
        work.Add(Command("delete from mfa_challenges where user_id = $1", Parameter(work.User.UserId)));
        work.EndSessions();
        work.Audit("account.banned");
        work.Notice(AccountNoticeKinds.Banned, work.User.UserId);
        return Answer.NoContent;
    }
}
