using Npgsql;
using Rupaya.Domain.Users;
using Rupaya.Infrastructure.Postgres;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Features.Auth.VerifyMfa;

internal sealed class VerifyMfaHandler(
    NpgsqlDataSource database,
    DerivedTokens derived,
    SecondFactor factor,
    Signins signins,
    Sessions sessions,
    UserDoor door,
    TimeProvider clock
)
{
    private const int FailuresPerChallenge = 5;

    private const string Live = "used_at is null and expires_at > $2 and failures < $3";

    public async Task<Result<Reply<SignedIn>>> HandleAsync(VerifyMfaRequest request, Caller? caller, CancellationToken cancellation)
    {
        if (request.MfaToken is null)
        {
            return caller is null
                ? Error.InvalidToken
                : await door.WriteAsync<SignedIn>(caller, (work, c) => EnableAsync(work, request.Token!, caller, c), cancellation);
        }
        if (
            derived.Verify(TokenPurpose.Challenge, request.MfaToken) is not var (challengeId, _)
            || await FindAsync(challengeId, cancellation) is not { } userId
        )
        {
            return Error.InvalidToken;
        }
        return await door.WriteAsync<SignedIn>(
            userId,
            userId,
            (work, c) => SignInAsync(work, challengeId, request.Token!, c),
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
        work.EndSessions(except: caller.SessionId);
        work.Audit("mfa.enabled", new { caller.SessionId });
        work.Notice(AccountNoticeKinds.MfaEnabled, work.User.UserId);
        return Reply.Instead<SignedIn, MfaEnabledAnswer>(new MfaEnabledAnswer(true));
    }

    private async Task<Result<Reply<SignedIn>>> SignInAsync(UserChanges work, Guid challengeId, string code, CancellationToken cancellation)
    {
        if (await ReadAsync(work, challengeId, cancellation) is not { } device)
        {
            return Error.InvalidToken;
        }
        var check = await factor.CheckAsync(work, code, cancellation);
        if (check.Refusal is not null)
        {
            if (check.Counted)
            {
                work.Add(Command("update mfa_challenges set failures = failures + 1 where challenge_id = $1", Parameter(challengeId)));
            }
            return check.Refusal;
        }
        work.Add(Command("update mfa_challenges set used_at = $2 where challenge_id = $1", Parameter(challengeId), Parameter(work.Now)));
        var session = await signins.CompleteAsync(work, device, "second_factor", cancellation);
        if (!session.IsSuccess)
        {
            return session.Error!;
        }
        var tokens = await sessions.TokensAsync(
            work.User.UserId,
            work.User.Role,
            work.User.DefaultBookId,
            session.Value,
            generation: 0,
            cancellation
        );
        return Reply.Ok<SignedIn>(SignedIn.From(UserView.From(work.User), tokens));
    }

    private async Task<Guid?> FindAsync(Guid challengeId, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand($"select user_id from mfa_challenges where challenge_id = $1 and {Live}");
        command.Parameters.Add(Parameter(challengeId));
        command.Parameters.Add(Parameter(clock.NowStored()));
        command.Parameters.Add(Parameter(FailuresPerChallenge));
        return await command.ExecuteScalarAsync(cancellation) as Guid?;
    }

    // Again under the user's lock: of many that come at once, one completes the sign-in.
    private static async Task<SigninDevice?> ReadAsync(UserChanges work, Guid challengeId, CancellationToken cancellation)
    {
        var live = Command(
            $"select device_id, device_name, ip from mfa_challenges where challenge_id = $1 and {Live}",
            Parameter(challengeId),
            Parameter(work.Now),
            Parameter(FailuresPerChallenge)
        );
        var devices = await work.ReadAsync(
            live,
            r => new SigninDevice(r.GetString(0), r.IsDBNull(1) ? null : r.GetString(1), r.IsDBNull(2) ? null : r.GetString(2)),
            cancellation
        );
        return devices.FirstOrDefault();
    }
}
