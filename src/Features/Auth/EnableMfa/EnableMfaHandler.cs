using Rupaya.Infrastructure.Identity.Passkeys;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Features.Auth.EnableMfa;

internal sealed class EnableMfaHandler(UserDoor door, SecondFactor factor)
{
    public Task<Result<Reply<EnabledMfa>>> HandleAsync(Caller caller, CancellationToken cancellation) =>
        door.WriteAsync<EnabledMfa>(caller, (work, c) => EnableAsync(work, caller, c), cancellation);

    private async Task<Result<Reply<EnabledMfa>>> EnableAsync(UserChanges work, Caller caller, CancellationToken cancellation)
    {
        if (work.User.MfaEnabled)
        {
            return Problems.MfaEnabled.Error;
        }
        if (await work.ScalarAsync(PasskeySql.CountActive(work.User.UserId), cancellation) is 0L)
        {
            return Problems.NoPasskey.Error;
        }
        var codes = factor.WithoutApp(work);
        work.Add(
            Command(
                "update users set mfa_enabled = true, updated_at = $2 where user_id = $1",
                Parameter(work.User.UserId),
                Parameter(work.Now)
            )
        );
        work.EndSessions(except: caller.SessionId, tokens: false);
        work.Audit("mfa.enabled", new { caller.SessionId, Method = "passkey" });
        work.Notice(AccountNoticeKinds.MfaEnabled, work.User.UserId);
        return Reply.Ok<EnabledMfa>(new EnabledMfa(true, codes));
    }
}
