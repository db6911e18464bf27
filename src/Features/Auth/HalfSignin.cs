using Npgsql;
using Rupaya.Infrastructure.Postgres;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Features.Auth;

/// <summary>A sign-in whose first factor was right and whose second one is awaited.</summary>
/// <param name="ChallengeId">Its row.</param>
/// <param name="UserId">Who signs in.</param>
internal sealed record HalfSignin(Guid ChallengeId, Guid UserId)
{
    private const int FailuresPerChallenge = 5;

    private const string Live = "used_at is null and expires_at > $2 and failures < $3";

    /// <summary>The live one of a token; null for another.</summary>
    public static async Task<HalfSignin?> FindAsync(
        NpgsqlDataSource database,
        DerivedTokens derived,
        string? mfaToken,
        TimeProvider clock,
        CancellationToken cancellation
    )
    {
        if (derived.Verify(TokenPurpose.Challenge, mfaToken) is not var (challengeId, _))
        {
            return null;
        }
        await using var command = database.CreateCommand($"select user_id from mfa_challenges where challenge_id = $1 and {Live}");
        command.Parameters.Add(Parameter(challengeId));
        command.Parameters.Add(Parameter(clock.NowStored()));
        command.Parameters.Add(Parameter(FailuresPerChallenge));
        return await command.ExecuteScalarAsync(cancellation) is Guid userId ? new HalfSignin(challengeId, userId) : null;
    }

    /// <summary>From where, and what was shown already. Again under the user's lock: of many that come at once, one completes the sign-in. Null for one that is over.</summary>
    public async Task<(SigninDevice Device, string[] Shown)?> ReadAsync(UserChanges work, CancellationToken cancellation)
    {
        var live = Command(
            $"select device_id, device_name, ip, methods from mfa_challenges where challenge_id = $1 and {Live}",
            Parameter(ChallengeId),
            Parameter(work.Now),
            Parameter(FailuresPerChallenge)
        );
        var devices = await work.ReadAsync(
            live,
            r =>
                (
                    new SigninDevice(r.GetString(0), r.IsDBNull(1) ? null : r.GetString(1), r.IsDBNull(2) ? null : r.GetString(2)),
                    r.GetFieldValue<string[]>(3)
                ),
            cancellation
        );
        return devices is [var device] ? device : null;
    }

    /// <summary>Counts a wrong second factor.</summary>
    public void Count(UserChanges work) =>
        work.Add(Command("update mfa_challenges set failures = failures + 1 where challenge_id = $1", Parameter(ChallengeId)));

    /// <summary>Uses it up.</summary>
    public void Use(UserChanges work) =>
        work.Add(Command("update mfa_challenges set used_at = $2 where challenge_id = $1", Parameter(ChallengeId), Parameter(work.Now)));
}
