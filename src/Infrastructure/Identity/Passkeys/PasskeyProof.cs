using Npgsql;
using Rupaya.Domain.Results;
using Rupaya.Domain.Users;
using Rupaya.Infrastructure.Postgres;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Infrastructure.Identity.Passkeys;

/// <summary>
/// Asks somebody for a passkey: to sign in, as the second factor, or before something grave. The signature is judged without a lock; what may change
/// meanwhile (counter, state) is judged under it.
/// </summary>
public sealed class PasskeyProof
{
    private const string FindText = """
        select p.user_id, p.passkey_id, p.public_key, u.webauthn_handle from passkeys p join users u on u.user_id = p.user_id where p.credential_id = $1
        """;

    private const string StoredText = "select sign_count, backup_eligible, state from passkeys where passkey_id = $1 and user_id = $2";

    private const string UsedText =
        "update passkeys set sign_count = $3, backed_up = $4, last_used_at = $5 where passkey_id = $1 and user_id = $2";

    private static readonly Error Unknown = Problems.UnknownPasskey.Error;

    private readonly NpgsqlDataSource _database;
    private readonly Ceremonies _ceremonies;
    private readonly PasskeyVerifier _verifier;
    private readonly byte[] _decoy = DecoyKey.New();

    internal PasskeyProof(NpgsqlDataSource database, Ceremonies ceremonies, PasskeyVerifier verifier) =>
        (_database, _ceremonies, _verifier) = (database, ceremonies, verifier);

    /// <summary>
    /// What a browser needs to sign with a passkey. For a sign-in it is the same for everybody; else it names the user's, and is null for one who has
    /// none that can be used.
    /// </summary>
    public async Task<AssertionCeremony?> BeginAsync(PasskeyUse use, CancellationToken cancellation)
    {
        var allowed = new List<CredentialDescriptor>();
        if (use.UserId is { } userId)
        {
            await using var connection = await _database.OpenConnectionAsync(cancellation);
            allowed = await connection.ReadAsync(PasskeyEnrolment.Usable(userId), PasskeyEnrolment.Descriptor, cancellation);
            if (allowed.Count == 0)
            {
                return null;
            }
        }
        var begun = await _ceremonies.BeginAsync(use.Purpose, use.UserId, use.SessionId, cancellation);
        return new AssertionCeremony(begun.Token, _verifier.ToSign(begun.Challenge, allowed, use.VerifiesUser));
    }

    /// <summary>
    /// What was proven, to be confirmed under the lock; <c>invalid_credential</c>, and at a sign-in <c>unknown_passkey</c>. The ceremony is used up,
    /// whatever comes of it.
    /// </summary>
    public async Task<Result<ProvenPasskey>> CheckAsync(
        PasskeyUse use,
        string? ceremonyToken,
        SignedCredential? credential,
        CancellationToken cancellation
    )
    {
        var challenge = await _ceremonies.TakeAsync(use.Purpose, ceremonyToken, use.UserId, use.SessionId, cancellation);
        if (challenge is null || credential?.Decoded() is not { } answer)
        {
            return use.Refusal;
        }
        var known = await FindAsync(answer.Id, cancellation);
        var isTheirs = known is not null && (use.UserId is null || known.UserId == use.UserId);
        // A signature is verified for an unknown credential as well: the time does not tell that it is unknown.
        var judged = isTheirs ? known! : new Known(Guid.Empty, Guid.Empty, _decoy, answer.UserHandle ?? []);
        var assertion = await _verifier.SignedAsync(answer, challenge, judged.PublicKey, judged.Handle, use.VerifiesUser, cancellation);
        if (!isTheirs)
        {
            return use.UserId is null ? Unknown : use.Refusal;
        }
        // Without e-mail nobody has said who it is: the authenticator must.
        return assertion is null || (use.UserId is null && answer.UserHandle is null)
            ? use.Refusal
            : new ProvenPasskey(use, known!.UserId, known.PasskeyId, assertion);
    }

    /// <summary>
    /// Under the user's lock: null when the proof still holds, and then the use is recorded. A counter that fell, or stood still, suspends the passkey:
    /// somebody may have a copy. What was never allowed to change must not have changed.
    /// </summary>
    public static async Task<Error?> ConfirmAsync(UserChanges work, ProvenPasskey proven, CancellationToken cancellation)
    {
        var (passkeyId, userId) = (proven.PasskeyId, work.User.UserId);
        var stored = await work.ReadAsync(
            Command(StoredText, Parameter(passkeyId), Parameter(userId)),
            r => (SignCount: r.GetInt64(0), BackupEligible: r.GetBoolean(1), State: r.GetString(2)),
            cancellation
        );
        if (stored is not [var row])
        {
            return Refuse(work, proven, "deleted");
        }
        var now = proven.Assertion;
        if (row.State != PasskeySql.Active)
        {
            return Refuse(work, proven, "suspended");
        }
        if (row.BackupEligible != now.BackupEligible)
        {
            return Refuse(work, proven, "backup_eligibility");
        }
        if ((row.SignCount > 0 || now.SignCount > 0) && now.SignCount <= row.SignCount)
        {
            Suspend(work, proven, row.SignCount);
            return Refuse(work, proven, "counter");
        }
        work.Add(
            Command(
                UsedText,
                Parameter(passkeyId),
                Parameter(userId),
                Parameter((long)now.SignCount),
                Parameter(now.BackedUp),
                Parameter(work.Now)
            )
        );
        return null;
    }

    private static Error Refuse(UserChanges work, ProvenPasskey proven, string reason)
    {
        work.KeepRefusal();
        work.Audit(
            proven.Use.Failed,
            new
            {
                Factor = "passkey",
                proven.PasskeyId,
                Reason = reason,
            }
        );
        return proven.Use.Refusal;
    }

    private static void Suspend(UserChanges work, ProvenPasskey proven, long counter)
    {
        work.Add(
            Command(
                $"update passkeys set state = '{PasskeySql.Suspended}' where passkey_id = $1 and user_id = $2",
                Parameter(proven.PasskeyId),
                Parameter(work.User.UserId)
            )
        );
        work.Audit(
            "passkey.cloned",
            new
            {
                proven.PasskeyId,
                Counter = counter,
                proven.Assertion.SignCount,
            }
        );
        work.Notice(AccountNoticeKinds.PasskeyCloned, proven.PasskeyId);
    }

    private async Task<Known?> FindAsync(byte[] credentialId, CancellationToken cancellation)
    {
        await using var command = _database.CreateCommand(FindText);
        command.Parameters.Add(Parameter(credentialId));
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation)
            ? new Known(reader.GetGuid(0), reader.GetGuid(1), reader.GetFieldValue<byte[]>(2), reader.GetFieldValue<byte[]>(3))
            : null;
    }

    private sealed record Known(Guid UserId, Guid PasskeyId, byte[] PublicKey, byte[] Handle);
}
