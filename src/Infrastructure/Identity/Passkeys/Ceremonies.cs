using System.Security.Cryptography;
using Npgsql;
using Rupaya.Infrastructure.Postgres;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Infrastructure.Identity.Passkeys;

/// <summary>What a ceremony is for; one that began for something else is none. The names stand in the database.</summary>
internal static class CeremonyPurpose
{
    public const string Registration = "registration";
    public const string Signin = "signin";
    public const string SecondFactor = "second_factor";
    public const string StepUp = "step_up";
}

/// <summary>A challenge that was given out, and to whom.</summary>
/// <param name="Token">What the client sends back with the authenticator's answer.</param>
/// <param name="Challenge">32 random bytes.</param>
internal sealed record BegunCeremony(string Token, byte[] Challenge);

/// <summary>
/// Challenges for authenticators. Each is good once, for five minutes, for one purpose, and for whom it was made: a ceremony that is taken is gone,
/// whatever comes of it.
/// </summary>
internal sealed class Ceremonies(NpgsqlDataSource database, DerivedTokens derived, TimeProvider clock)
{
    /// <summary>How long somebody has to touch their authenticator.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    private const int ChallengeLength = 32;

    private const string InsertText =
        "insert into ceremonies (ceremony_id, purpose, user_id, session_id, challenge, created_at, expires_at) values ($1, $2, $3, $4, $5, $6, $7)";

    // One statement finds it and uses it up: of many that come at once, one gets it.
    private const string TakeText = """
        update ceremonies set used_at = $5
         where ceremony_id = $1 and purpose = $2 and user_id is not distinct from $3 and session_id is not distinct from $4
           and used_at is null and expires_at > $5
        returning challenge
        """;

    /// <summary>Begins one within a write.</summary>
    public BegunCeremony Begin(UserChanges work, string purpose, Guid? sessionId)
    {
        var (insert, begun) = New(purpose, work.User.UserId, sessionId, work.Now);
        work.Add(insert);
        return begun;
    }

    /// <summary>Begins one at once: for a user, or for nobody known yet.</summary>
    public async Task<BegunCeremony> BeginAsync(string purpose, Guid? userId, Guid? sessionId, CancellationToken cancellation)
    {
        var (insert, begun) = New(purpose, userId, sessionId, clock.NowStored());
        await database.ExecuteAsync(insert, cancellation);
        return begun;
    }

    /// <summary>The challenge of a ceremony, which is used up by this; null for one that is another's, over, or used.</summary>
    public async Task<byte[]?> TakeAsync(string purpose, string? token, Guid? userId, Guid? sessionId, CancellationToken cancellation)
    {
        if (derived.Verify(TokenPurpose.Ceremony, token) is not var (ceremonyId, _))
        {
            return null;
        }
        await using var command = database.CreateCommand(TakeText);
        command.Parameters.Add(Parameter(ceremonyId));
        command.Parameters.Add(Parameter(purpose));
        command.Parameters.Add(Parameter(userId));
        command.Parameters.Add(Parameter(sessionId));
        command.Parameters.Add(Parameter(clock.NowStored()));
        return await command.ExecuteScalarAsync(cancellation) as byte[];
    }

    private (NpgsqlBatchCommand Insert, BegunCeremony Begun) New(string purpose, Guid? userId, Guid? sessionId, DateTimeOffset now)
    {
        var (ceremonyId, challenge) = (Guid.CreateVersion7(now), RandomNumberGenerator.GetBytes(ChallengeLength));
        var insert = Command(
            InsertText,
            Parameter(ceremonyId),
            Parameter(purpose),
            Parameter(userId),
            Parameter(sessionId),
            Parameter(challenge),
            Parameter(now),
            Parameter(now + Lifetime)
        );
        return (insert, new BegunCeremony(derived.Issue(TokenPurpose.Ceremony, ceremonyId), challenge));
    }
}
