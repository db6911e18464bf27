using Microsoft.Extensions.Options;
using Rupaya.Domain.Users;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Features.User.DeleteAccount;

internal sealed class DeleteAccountHandler(PasswordProof proof, UserDoor door, IOptions<SecurityOptions> options)
{
    public async Task<Result<Reply<EraseScheduled>>> HandleAsync(
        DeleteAccountRequest request,
        Caller caller,
        string? ip,
        CancellationToken cancellation
    )
    {
        var proven = await proof.CheckAsync(caller, request.Password!, ip, cancellation);
        return proven.IsSuccess
            ? await door.WriteAsync<EraseScheduled>(caller, (work, c) => ScheduleAsync(work, proven.Value, ip, c), cancellation)
            : proven.Error!;
    }

    private async Task<Result<Reply<EraseScheduled>>> ScheduleAsync(
        UserChanges work,
        VerifiedPassword proven,
        string? ip,
        CancellationToken cancellation
    )
    {
        if (await proof.ConfirmAsync(work, proven, cancellation) is { } refused)
        {
            return refused;
        }
        var eraseAt = work.Now.AddDays(options.Value.EraseAfterDays);
        work.Add(
            Command(
                "update users set erase_at = $2, updated_at = $3 where user_id = $1",
                Parameter(work.User.UserId),
                Parameter(eraseAt),
                Parameter(work.Now)
            )
        );
        work.EndSessions();
        work.Add(Command("delete from mfa_challenges where user_id = $1", Parameter(work.User.UserId)));
        work.Audit("account.erase_requested", new { EraseAt = eraseAt }, new { Ip = ip });
        work.Notice(AccountNoticeKinds.EraseScheduled, work.User.UserId);
        return Reply.Accepted<EraseScheduled>(new EraseScheduled(eraseAt), location: null);
    }
}
