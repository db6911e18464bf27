using Microsoft.Extensions.Options;
using Rupaya.Domain.Users;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Features.User.DeleteAccount;

internal sealed class DeleteAccountHandler(PasswordProof proof, StepUps stepUps, UserDoor door, IOptions<SecurityOptions> options)
{
    private static readonly string[] Password = ["password"];

    public async Task<Result<Reply<EraseScheduled>>> HandleAsync(
        DeleteAccountRequest request,
        Caller caller,
        string? ip,
        CancellationToken cancellation
    )
    {
        if (request.Password is null)
        {
            return await stepUps.DemandInsteadOfAsync(caller, Password, cancellation) is { } required
                ? required
                : await door.WriteAsync<EraseScheduled>(caller, work => Schedule(work, ip), cancellation);
        }
        var proven = await proof.CheckAsync(caller, request.Password, ip, cancellation);
        return proven.IsSuccess
            ? await door.WriteAsync<EraseScheduled>(caller, (work, c) => ScheduleAsync(work, proven.Value, ip, c), cancellation)
            : proven.Error!;
    }

    private async Task<Result<Reply<EraseScheduled>>> ScheduleAsync(
        UserChanges work,
        VerifiedPassword proven,
        string? ip,
        CancellationToken cancellation
    ) => await proof.ConfirmAsync(work, proven, cancellation) is { } refused ? refused : Schedule(work, ip);

    private Result<Reply<EraseScheduled>> Schedule(UserChanges work, string? ip)
    {
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
