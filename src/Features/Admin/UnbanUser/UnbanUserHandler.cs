using Rupaya.Domain.Users;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Features.Admin.UnbanUser;

internal sealed class UnbanUserHandler(UserDoor door)
{
    public Task<Result<Reply<EmptyResponse>>> HandleAsync(Guid userId, Caller caller, CancellationToken cancellation) =>
        door.WriteAsync<EmptyResponse>(userId, caller.UserId, (work, _) => Task.FromResult(Unban(work)), cancellation);

    private static Result<Reply<EmptyResponse>> Unban(UserChanges work)
    {
        if (work.User.BannedAt is null)
        {
            return Reply.NoContent<EmptyResponse>();
        }
        work.Add(
            Command(
                "update users set banned_at = null, updated_at = $2 where user_id = $1",
                Parameter(work.User.UserId),
                Parameter(work.Now)
            )
        );
        work.Audit("account.unbanned");
        work.Notice(AccountNoticeKinds.Unbanned, work.User.UserId);
        return Reply.NoContent<EmptyResponse>();
    }
}
