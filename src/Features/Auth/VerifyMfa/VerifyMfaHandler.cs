using Npgsql;
using Rupaya.Domain.Users;
using Rupaya.Infrastructure.Identity.Passkeys;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Features.Auth.VerifyMfa;

internal sealed class VerifyMfaHandler(
    NpgsqlDataSource database,
    DerivedTokens derived,
    SecondFactor factor,
    PasskeyProof passkeys,
    SigninEndHandler end,
    StepUps stepUps,
    UserDoor door,
    TimeProvider clock
)
{
    public async Task<Result<Reply<SignedIn>>> HandleAsync(VerifyMfaRequest request, Caller? caller, CancellationToken cancellation)
    {
        if (request.MfaToken is null)
        {
            return caller is null
                ? Error.InvalidToken
                : await door.WriteAsync<SignedIn>(caller, (work, c) => EnableAsync(work, request.Token!, caller, c), cancellation);
        }
        if (await HalfSignin.FindAsync(database, derived, request.MfaToken, clock, cancellation) is not { } half)
        {
            return Error.InvalidToken;
        }
        Func<UserChanges, CancellationToken, Task<CheckedCode>> check = (work, c) => factor.CheckAsync(work, request.Token!, c);
        if (request.Credential is not null)
        {
            var use = PasskeyUse.SecondFactor(half.UserId);
            var proven = await passkeys.CheckAsync(use, request.CeremonyToken, request.Credential, cancellation);
            check = (work, c) => CheckAsync(work, proven, c);
        }
        return await door.WriteAsync<SignedIn>(
            half.UserId,
            half.UserId,
            (work, c) => SignInAsync(work, half, request.Session, check, c),
            cancellation
        );
    }

    private async Task<Result<Reply<SignedIn>>> EnableAsync(UserChanges work, string code, Caller caller, CancellationToken cancellation)
    {
        if (work.User.MfaEnabled)
        {
            return Problems.MfaEnabled.Error;
        }
        var check = await factor.CheckAsync(work, code, cancellation);
        if (check.Refusal is not null)
        {
            return check.Refusal;
        }
        work.Add(Command("update user_mfa set enabled_at = $2 where user_id = $1", Parameter(work.User.UserId), Parameter(work.Now)));
        work.Add(
            Command(
                "update users set mfa_enabled = true, updated_at = $2 where user_id = $1",
                Parameter(work.User.UserId),
                Parameter(work.Now)
            )
        );
        await stepUps.SwitchedOnAsync(work, caller, check.Method, cancellation);
        work.EndSessions(except: caller.SessionId, tokens: false);
        work.Audit("mfa.enabled", new { caller.SessionId });
        work.Notice(AccountNoticeKinds.MfaEnabled, work.User.UserId);
        return Reply.Instead<SignedIn, MfaEnabledAnswer>(new MfaEnabledAnswer(true));
    }

    private async Task<Result<Reply<SignedIn>>> SignInAsync(
        UserChanges work,
        HalfSignin half,
        string? session,
        Func<UserChanges, CancellationToken, Task<CheckedCode>> check,
        CancellationToken cancellation
    )
    {
        if (await half.ReadAsync(work, cancellation) is not var (known, shown))
        {
            return Error.InvalidToken;
        }
        var device = known with { IsWeb = SessionKind.IsCookie(session) };
        var checkedCode = await check(work, cancellation);
        if (checkedCode.Refusal is not null)
        {
            if (checkedCode.Counted)
            {
                half.Count(work);
            }
            return checkedCode.Refusal;
        }
        half.Use(work);
        return await end.OpenAsync(work, device, [.. shown, checkedCode.Method], cancellation);
    }

    private static async Task<CheckedCode> CheckAsync(UserChanges work, Result<ProvenPasskey> proven, CancellationToken cancellation)
    {
        if (proven.IsSuccess)
        {
            var refused = await PasskeyProof.ConfirmAsync(work, proven.Value, cancellation);
            return new CheckedCode(refused, refused is not null, SigninMethods.Passkey);
        }
        work.KeepRefusal();
        work.Audit("mfa.failed", new { Factor = "passkey" });
        return new CheckedCode(proven.Error, true);
    }
}
