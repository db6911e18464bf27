using System.Buffers.Text;
using System.Security.Cryptography;
using Npgsql;
using Rupaya.Domain.Results;
using Rupaya.Domain.Users;
using Rupaya.Infrastructure.Base;
using Rupaya.Infrastructure.Postgres;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Infrastructure.Identity.Passkeys;

/// <summary>Makes passkeys: gives out what an authenticator signs, and keeps what it made.</summary>
public sealed class PasskeyEnrolment
{
    /// <summary>How many a user may have.</summary>
    private const int Limit = 20;

    private const int HandleLength = 32;
    private const string Unnamed = "Passkey";

    private const string KnownText = "select credential_id, transports from passkeys where user_id = $1 order by created_at, passkey_id";

    private const string InsertText = """
        insert into passkeys (passkey_id, user_id, credential_id, public_key, sign_count, aaguid, transports, backup_eligible, backed_up, name, state, created_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'active', $11) on conflict (credential_id) do nothing
        """;

    private static readonly Error Invalid = Problems.InvalidCredential.Error;
    private static readonly Error TooMany = Problems.PasskeyLimit.Error;
    private static readonly Error Exists = Problems.PasskeyExists.Error;

    private readonly Ceremonies _ceremonies;
    private readonly PasskeyVerifier _verifier;

    internal PasskeyEnrolment(Ceremonies ceremonies, PasskeyVerifier verifier) => (_ceremonies, _verifier) = (ceremonies, verifier);

    /// <summary>What a browser needs to make a passkey for the user; 403 <c>email_unverified</c>, 409 <c>passkey_limit</c>.</summary>
    /// <param name="work">Under the user's lock.</param>
    /// <param name="sessionId">The session that will finish it; no other one may.</param>
    /// <param name="cancellation">Ends the look for what is there.</param>
    public async Task<Result<RegistrationCeremony>> BeginAsync(UserChanges work, Guid sessionId, CancellationToken cancellation)
    {
        var known = await work.ReadAsync(Command(KnownText, Parameter(work.User.UserId)), Descriptor, cancellation);
        if (work.DemandVerifiedEmail() is { } unverified)
        {
            return unverified;
        }
        if (known.Count >= Limit)
        {
            return TooMany;
        }
        var handle = await HandleAsync(work, cancellation);
        var begun = _ceremonies.Begin(work, CeremonyPurpose.Registration, sessionId);
        var user = new PasskeyUser(Base64Url.EncodeToString(handle), work.User.Email, work.User.Name);
        return new RegistrationCeremony(begun.Token, _verifier.ToCreate(begun.Challenge, user, known));
    }

    /// <summary>What the authenticator made; 400 <c>invalid_credential</c>. The ceremony is used up, whatever comes of it.</summary>
    public async Task<Result<MadePasskey>> CheckAsync(
        Caller caller,
        string? ceremonyToken,
        CreatedCredential credential,
        CancellationToken cancellation
    )
    {
        var challenge = await _ceremonies.TakeAsync(
            CeremonyPurpose.Registration,
            ceremonyToken,
            caller.UserId,
            caller.SessionId,
            cancellation
        );
        return
            challenge is not null
            && credential.Decoded() is { } answer
            && await _verifier.RegisteredAsync(answer, challenge, cancellation) is { } made
            ? new MadePasskey(made)
            : Invalid;
    }

    /// <summary>Keeps a passkey and tells its owner; 409 <c>passkey_exists</c>, <c>passkey_limit</c>.</summary>
    /// <param name="work">Under the user's lock.</param>
    /// <param name="made">What <see cref="CheckAsync"/> found right.</param>
    /// <param name="name">For people; null for the provider's.</param>
    /// <param name="cancellation">Ends the insert.</param>
    public static async Task<Result<PasskeyView>> AddAsync(UserChanges work, MadePasskey made, string? name, CancellationToken cancellation)
    {
        var (userId, credential, passkeyId) = (work.User.UserId, made.Credential, Guid.CreateVersion7(work.Now));
        var count = (long)
            (await work.ScalarAsync(Command("select count(*) from passkeys where user_id = $1", Parameter(userId)), cancellation))!;
        if (count >= Limit)
        {
            return TooMany;
        }
        var given = string.IsNullOrWhiteSpace(name) ? PasskeyProviders.NameOf(credential.Aaguid) ?? Unnamed : name;
        // At once: whoever registers the same credential at the same time is waited for.
        if (await work.Connection.ExecuteAsync(Insert(passkeyId, userId, credential, given, work.Now), cancellation) == 0)
        {
            return Exists;
        }
        work.Audit("passkey.added", new { PasskeyId = passkeyId, credential.Aaguid });
        work.Notice(AccountNoticeKinds.PasskeyAdded, passkeyId);
        return (await work.ReadAsync(PasskeySql.One(userId, passkeyId), PasskeySql.Read, cancellation))[0];
    }

    /// <summary>Passkeys of a user that can be used now, as browsers look for them.</summary>
    internal static NpgsqlBatchCommand Usable(Guid userId) =>
        Command(
            "select credential_id, transports from passkeys where user_id = $1 and state = 'active' order by created_at, passkey_id",
            Parameter(userId)
        );

    internal static CredentialDescriptor Descriptor(NpgsqlDataReader r) =>
        new(Base64Url.EncodeToString(r.GetFieldValue<byte[]>(0)), "public-key", r.GetFieldValue<string[]>(1));

    private static NpgsqlBatchCommand Insert(Guid passkeyId, Guid userId, NewCredential made, string name, DateTimeOffset now) =>
        Command(
            InsertText,
            Parameter(passkeyId),
            Parameter(userId),
            Parameter(made.Id),
            Parameter(made.PublicKey),
            Parameter((long)made.SignCount),
            Parameter(made.Aaguid),
            Parameter(made.Transports),
            Parameter(made.BackupEligible),
            Parameter(made.BackedUp),
            Parameter(name),
            Parameter(now)
        );

    private static async Task<byte[]> HandleAsync(UserChanges work, CancellationToken cancellation)
    {
        var read = Command("select webauthn_handle from users where user_id = $1", Parameter(work.User.UserId));
        if (await work.ScalarAsync(read, cancellation) is byte[] known)
        {
            return known;
        }
        var handle = RandomNumberGenerator.GetBytes(HandleLength);
        work.Add(Command("update users set webauthn_handle = $2 where user_id = $1", Parameter(work.User.UserId), Parameter(handle)));
        return handle;
    }
}

/// <summary>A passkey that was made as it should be, and is not kept yet.</summary>
public sealed record MadePasskey
{
    internal MadePasskey(NewCredential credential) => Credential = credential;

    internal NewCredential Credential { get; }
}
