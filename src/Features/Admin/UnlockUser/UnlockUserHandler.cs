using Rupaya.Domain.Users;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Features.Admin.UnlockUser;

internal sealed class UnlockUserHandler(UserDoor door, SigninAttempts attempts)
{
    public Task<Result<Reply<EmptyResponse>>> HandleAsync(Guid userId, Caller caller, CancellationToken cancellation) =>
        door.WriteAsync<EmptyResponse>(userId, caller.UserId, (work, _) => Task.FromResult(Unlock(work)), cancellation);

    private Result<Reply<EmptyResponse>> Unlock(UserChanges work)
    {
        work.Add(attempts.ForgetAll(work.User.EmailKey));
        work.Add(Command("update user_mfa set failures = 0, failures_since = null where user_id = $1", Parameter(work.User.UserId)));
        work.Audit("account.unlocked");
        work.Notice(AccountNoticeKinds.Unlocked, work.User.UserId);
        return Reply.NoContent<EmptyResponse>();
    }
}
