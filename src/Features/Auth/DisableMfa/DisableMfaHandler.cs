using Rupaya.Domain.Users;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Features.Auth.DisableMfa;

internal sealed class DisableMfaHandler(PasswordProof proof, StepUps stepUps, SecondFactor factor, UserDoor door)
{
    private static readonly Error NotOn = Problems.MfaNotSetUp.Because("Two-step sign-in is not on.");
    private static readonly string[] Both = ["password", "token"];

    public async Task<Result<Reply<EmptyResponse>>> HandleAsync(
        DisableMfaRequest request,
        Caller caller,
        string? ip,
        CancellationToken cancellation
    )
    {
        if (request.Password is null)
        {
            return await stepUps.DemandInsteadOfAsync(caller, Both, cancellation) is { } required
                ? required
                : await door.WriteAsync<EmptyResponse>(caller, work => Disable(work, caller), cancellation);
        }
        var proven = await proof.CheckAsync(caller, request.Password, ip, cancellation);
        return proven.IsSuccess
            ? await door.WriteAsync<EmptyResponse>(
                caller,
                (work, c) => DisableAsync(work, proven.Value, request.Token!, caller, c),
                cancellation
            )
            : proven.Error!;
    }

    private async Task<Result<Reply<EmptyResponse>>> DisableAsync(
        UserChanges work,
        VerifiedPassword proven,
        string code,
        Caller caller,
        CancellationToken cancellation
    )
    {
        if (await proof.ConfirmAsync(work, proven, cancellation) is { } refused)
        {
            return refused;
        }
        if (!work.User.MfaEnabled)
        {
            return NotOn;
        }
        var check = await factor.CheckAsync(work, code, cancellation);
        return check.Refusal is null ? Disable(work, caller) : check.Refusal;
    }

    private static Result<Reply<EmptyResponse>> Disable(UserChanges work, Caller caller)
    {
        if (!work.User.MfaEnabled)
        {
            return NotOn;
        }
        SecondFactor.Remove(work);
        work.Add(
            Command(
                "update users set mfa_enabled = false, updated_at = $2 where user_id = $1",
                Parameter(work.User.UserId),
                Parameter(work.Now)
            )
        );
        work.EndSessions(except: caller.SessionId, tokens: false);
        work.Audit("mfa.disabled", new { caller.SessionId });
        work.Notice(AccountNoticeKinds.MfaDisabled, work.User.UserId);
        return Reply.NoContent<EmptyResponse>();
    }
}
