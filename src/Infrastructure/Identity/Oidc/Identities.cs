using Npgsql;
using Rupaya.Domain.Results;
using Rupaya.Domain.Users;
using Rupaya.Infrastructure.Postgres;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Infrastructure.Identity.Oidc;

/// <summary>An identity as its owner sees it.</summary>
/// <param name="IdentityId">What it is unlinked by.</param>
/// <param name="Provider">The provider's name today; the one of then where it is not configured any more.</param>
/// <param name="DisplayName">The provider's, for people.</param>
/// <param name="Email">As the provider wrote it when the identity was linked; it need not be the account's.</param>
/// <param name="CreatedAt">UTC: when it was linked.</param>
/// <param name="LastUsedAt">UTC: when it last opened the account, or was shown again.</param>
public sealed record IdentityView(
    Guid IdentityId,
    string Provider,
    string DisplayName,
    string? Email,
    DateTimeOffset CreatedAt,
    DateTimeOffset LastUsedAt
);

/// <summary>
/// Who people are to providers. An identity is known by issuer and subject alone, whatever the settings call the provider, and opens one account.
/// </summary>
public sealed class Identities
{
    /// <summary>By which an identity opens one account only.</summary>
    public const string SubjectIndex = "user_identities_subject";

    private const string EmailPurpose = "identity-email";

    private const string InsertText =
        "insert into user_identities (identity_id, user_id, provider, issuer, subject, email, created_at, last_used_at) "
        + "values ($1, $2, $3, $4, $5, $6, $7, $7)";

    private const string ListText = """
        select i.identity_id, i.provider, i.issuer, i.email, i.created_at, i.last_used_at, k.wrapped
          from user_identities i left join user_keys k on k.user_id = i.user_id where i.user_id = $1 order by i.identity_id
        """;

    private readonly NpgsqlDataSource _database;
    private readonly OidcProviders _providers;
    private readonly UserKeys _keys;

    internal Identities(NpgsqlDataSource database, OidcProviders providers, UserKeys keys) =>
        (_database, _providers, _keys) = (database, providers, keys);

    /// <summary>The account that an identity opens, or null.</summary>
    public async Task<Guid?> FindUserAsync(ProviderIdentity identity, CancellationToken cancellation)
    {
        await using var connection = await _database.OpenConnectionAsync(cancellation);
        var find = Command(
            "select user_id from user_identities where issuer = $1 and subject = $2",
            Parameter(identity.Issuer),
            Parameter(identity.Subject)
        );
        return await connection.ScalarAsync(find, cancellation) as Guid?;
    }

    /// <summary>Notes under the user's lock that their identity was shown; false when it is not theirs, or not any more.</summary>
    public static async Task<bool> UseAsync(UserChanges work, ProviderIdentity identity, CancellationToken cancellation)
    {
        var use = Command(
            "update user_identities set last_used_at = $4 where user_id = $1 and issuer = $2 and subject = $3",
            Parameter(work.User.UserId),
            Parameter(identity.Issuer),
            Parameter(identity.Subject),
            Parameter(work.Now)
        );
        return await work.Connection.ExecuteAsync(use, cancellation) == 1;
    }

    /// <summary>The statement that links an identity to a new account.</summary>
    /// <param name="userId">The account.</param>
    /// <param name="key">Its user's key.</param>
    /// <param name="identity">The identity.</param>
    /// <param name="identityId">What it is known by from now on.</param>
    /// <param name="at">UTC.</param>
    public static NpgsqlBatchCommand Insert(Guid userId, byte[] key, ProviderIdentity identity, Guid identityId, DateTimeOffset at) =>
        Rows(InsertText, userId, key, identity, identityId, at);

    /// <summary>Links an identity to the account whose row is locked, and tells its owner.</summary>
    /// <returns>Its id; 409 <c>provider_linked</c>, 409 <c>identity_taken</c>.</returns>
    public static async Task<Result<Guid>> LinkAsync(UserChanges work, ProviderIdentity identity, CancellationToken cancellation)
    {
        var identityId = Guid.CreateVersion7(work.Now);
        // At once: whether somebody else has it is decided by the index and by nothing that was read before.
        var insert = Rows($"{InsertText} on conflict do nothing", work.User.UserId, work.Key, identity, identityId, work.Now);
        if (await work.Connection.ExecuteAsync(insert, cancellation) == 0)
        {
            var taken = Command(
                "select 1 from user_identities where issuer = $1 and subject = $2 and user_id <> $3",
                Parameter(identity.Issuer),
                Parameter(identity.Subject),
                Parameter(work.User.UserId)
            );
            return (await work.ScalarAsync(taken, cancellation) is null ? Problems.ProviderLinked : Problems.IdentityTaken).Error;
        }
        work.Audit("identity.linked", new { IdentityId = identityId, identity.Provider });
        work.Notice(AccountNoticeKinds.IdentityLinked, identityId);
        return identityId;
    }

    /// <summary>Unlinks the identity of a provider from the account whose row is locked.</summary>
    public static void Unlink(UserChanges work, IdentityView identity)
    {
        work.Add(
            Command(
                "delete from user_identities where identity_id = $1 and user_id = $2",
                Parameter(identity.IdentityId),
                Parameter(work.User.UserId)
            )
        );
        work.Audit("identity.unlinked", new { identity.IdentityId, identity.Provider });
    }

    /// <summary>A user's identities, in the order in which they were linked.</summary>
    public async Task<IReadOnlyList<IdentityView>> ListAsync(Guid userId, CancellationToken cancellation)
    {
        await using var connection = await _database.OpenConnectionAsync(cancellation);
        return await ListAsync(connection, userId, cancellation);
    }

    /// <summary>The same under the user's lock.</summary>
    public Task<List<IdentityView>> ListAsync(UserChanges work, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(work);
        return ListAsync(work.Connection, work.User.UserId, cancellation);
    }

    private Task<List<IdentityView>> ListAsync(NpgsqlConnection connection, Guid userId, CancellationToken cancellation) =>
        connection.ReadAsync(Command(ListText, Parameter(userId)), r => View(userId, r), cancellation);

    /// <summary>The address of an identity, or null where there is none, or no key any more.</summary>
    public static string? OpenEmail(Guid userId, byte[]? key, byte[]? sealedEmail) =>
        key is null || sealedEmail is null ? null : UserKeys.Open(key, userId, EmailPurpose, sealedEmail);

    /// <summary>An identity that was linked a moment ago, as its owner sees it.</summary>
    public IdentityView View(Guid identityId, ProviderIdentity identity, DateTimeOffset at) =>
        new(identityId, identity.Provider, NameOf(_providers.Find(identity.Provider), identity.Provider), identity.Email, at, at);

    /// <summary>The names of the providers that the user may sign in with today.</summary>
    internal async Task<IReadOnlyList<string>> ProvidersAsync(NpgsqlConnection connection, Guid userId, CancellationToken cancellation)
    {
        var found = await connection.ReadAsync(
            Command("select provider, issuer from user_identities where user_id = $1", Parameter(userId)),
            r => _providers.Of(r.GetString(0), r.GetString(1))?.Name,
            cancellation
        );
        return [.. found.OfType<string>()];
    }

    private static NpgsqlBatchCommand Rows(
        string text,
        Guid userId,
        byte[] key,
        ProviderIdentity identity,
        Guid identityId,
        DateTimeOffset at
    ) =>
        Command(
            text,
            Parameter(identityId),
            Parameter(userId),
            Parameter(identity.Provider),
            Parameter(identity.Issuer),
            Parameter(identity.Subject),
            Parameter(identity.Email is null ? null : UserKeys.Seal(key, userId, EmailPurpose, identity.Email)),
            Parameter(at)
        );

    private static string NameOf(OidcProvider? provider, string name) => provider?.DisplayName ?? name;

    private IdentityView View(Guid userId, NpgsqlDataReader r)
    {
        var provider = _providers.Of(r.GetString(1), r.GetString(2));
        var key = r.IsDBNull(6) ? null : _keys.Unwrap(userId, r.GetFieldValue<byte[]>(6));
        return new IdentityView(
            r.GetGuid(0),
            provider?.Name ?? r.GetString(1),
            NameOf(provider, r.GetString(1)),
            OpenEmail(userId, key, r.IsDBNull(3) ? null : r.GetFieldValue<byte[]>(3)),
            r.GetFieldValue<DateTimeOffset>(4),
            r.GetFieldValue<DateTimeOffset>(5)
        );
    }
}
