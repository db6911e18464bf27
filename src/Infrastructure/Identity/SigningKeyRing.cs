using System.Buffers.Text;
using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;
using Npgsql;
using Rupaya.Infrastructure.Postgres;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Infrastructure.Identity;

/// <summary>A key that signs or verifies access tokens.</summary>
/// <param name="KeyId">RFC 7638 thumbprint of the public key.</param>
/// <param name="Header">The one JOSE header that tokens of this key have, encoded.</param>
/// <param name="Key">The pair.</param>
/// <param name="ActiveAt">Signs from then on.</param>
/// <param name="ExpiresAt">Verifies until then; null for the newest.</param>
internal sealed record LiveKey(string KeyId, string Header, ECDsaSecurityKey Key, DateTimeOffset ActiveAt, DateTimeOffset? ExpiresAt)
{
    /// <summary>Signs with ES256.</summary>
    public SigningCredentials Credentials { get; } = new(Key, SecurityAlgorithms.EcdsaSha256);

    public bool Verifies(DateTimeOffset now) => ExpiresAt is null || now < ExpiresAt;
}

/// <summary>
/// The signing keys, shared by all processes through the database, private halves encrypted under the master key. Each process reads them
/// again every few seconds; a new key is published before it signs, so that none meets a token it cannot verify.
/// </summary>
public sealed class SigningKeyRing
{
    private readonly NpgsqlDataSource _database;
    private readonly MasterKeys _master;
    private readonly IOptions<SecurityOptions> _options;
    private readonly TimeProvider _clock;

    internal SigningKeyRing(NpgsqlDataSource database, MasterKeys master, IOptions<SecurityOptions> options, TimeProvider clock)
    {
        _database = database;
        _master = master;
        _options = options;
        _clock = clock;
    }

    private const string Select =
        "select key_id, private_key, active_at, expires_at from signing_keys where expires_at is null or expires_at > $1";

    private FrozenDictionary<string, LiveKey> _byHeader = FrozenDictionary<string, LiveKey>.Empty;

    /// <summary>All keys that verify now, the one that signs first.</summary>
    internal IReadOnlyList<LiveKey> Live =>
        [.. _byHeader.Values.Where(k => k.Verifies(_clock.GetUtcNow())).OrderByDescending(k => k.ActiveAt)];

    internal LiveKey? Find(ReadOnlySpan<char> header) =>
        _byHeader.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(header, out var key) && key.Verifies(_clock.GetUtcNow())
            ? key
            : null;

    /// <summary>The newest key that is active; loads the keys, and makes the first one, where none is known yet.</summary>
    internal async ValueTask<LiveKey> SignerAsync(CancellationToken cancellation)
    {
        if (Signer() is { } known)
        {
            return known;
        }
        await RefreshAsync(cancellation);
        return Signer() ?? throw new InvalidOperationException("There is no signing key.");
    }

    // The very first key signs at once, also where this clock is behind that of the process that made it.
    private LiveKey? Signer()
    {
        var now = _clock.GetUtcNow();
        var live = _byHeader.Values.Where(k => k.Verifies(now)).ToList();
        return live.Where(k => k.ActiveAt <= now).MaxBy(k => k.ActiveAt) ?? live.MinBy(k => k.ActiveAt);
    }

    /// <summary>Reads the keys again; makes one that signs at once for a new database, and where the newest was revoked.</summary>
    public async Task RefreshAsync(CancellationToken cancellation)
    {
        var keys = await ReadAsync(cancellation);
        if (keys.TrueForAll(k => k.ExpiresAt is not null))
        {
            await AddAsync(onlyAsFirst: true, activeIn: TimeSpan.Zero, cancellation);
            keys = await ReadAsync(cancellation);
        }
        _byHeader = keys.ToFrozenDictionary(k => k.Header, StringComparer.Ordinal);
    }

    /// <summary>
    /// Adds a key that signs after <see cref="SecurityOptions.KeyActivationSeconds"/>. Earlier keys verify until the last token they can have
    /// signed has expired.
    /// </summary>
    public async Task<string> RotateAsync(CancellationToken cancellation)
    {
        var keyId = await AddAsync(onlyAsFirst: false, TimeSpan.FromSeconds(_options.Value.KeyActivationSeconds), cancellation);
        await RefreshAsync(cancellation);
        return keyId;
    }

    /// <summary>Ends a key that leaked, in every process as soon as it reads the keys again: what it signed is void. Clients get new tokens by refreshing.</summary>
    public async Task<bool> RevokeAsync(string keyId, CancellationToken cancellation)
    {
        await using var command = _database.CreateCommand("update signing_keys set expires_at = $2 where key_id = $1");
        command.Parameters.Add(Parameter(keyId));
        command.Parameters.Add(Parameter(_clock.GetUtcNow()));
        if (await command.ExecuteNonQueryAsync(cancellation) == 0)
        {
            return false;
        }
        await RefreshAsync(cancellation);
        return true;
    }

    private async Task<string> AddAsync(bool onlyAsFirst, TimeSpan activeIn, CancellationToken cancellation)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var (keyId, now) = (Thumbprint(key), _clock.NowStored());
        var activeAt = now + activeIn;
        var lifetime = TimeSpan.FromMinutes(_options.Value.AccessTokenMinutes) + AccessTokens.Skew;
        await using var connection = await _database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new NpgsqlBatchCommand("lock table signing_keys in share row exclusive mode"));
        if (!onlyAsFirst)
        {
            batch.BatchCommands.Add(
                Command("update signing_keys set expires_at = $1 where expires_at is null", Parameter(activeAt + lifetime))
            );
        }
        batch.BatchCommands.Add(
            Command(
                "insert into signing_keys (key_id, private_key, created_at, active_at) select $1, $2, $3, $4 "
                    + "where not $5 or not exists (select 1 from signing_keys where expires_at is null)",
                Parameter(keyId),
                Parameter(_master.Seal(key.ExportPkcs8PrivateKey(), Encoding.ASCII.GetBytes(keyId))),
                Parameter(now),
                Parameter(activeAt),
                Parameter(onlyAsFirst)
            )
        );
        await batch.ExecuteNonQueryAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return keyId;
    }

    private async Task<List<LiveKey>> ReadAsync(CancellationToken cancellation)
    {
        await using var command = _database.CreateCommand(Select);
        command.Parameters.Add(Parameter(_clock.GetUtcNow()));
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var keys = new List<LiveKey>();
        while (await reader.ReadAsync(cancellation))
        {
            var keyId = reader.GetString(0);
            var header = Base64Url.EncodeToString(Encoding.ASCII.GetBytes(AccessTokens.HeaderOf(keyId)));
            var key = _byHeader.TryGetValue(header, out var known) ? known.Key : Load(keyId, reader.GetFieldValue<byte[]>(1));
            DateTimeOffset? expiresAt = reader.IsDBNull(3) ? null : reader.GetFieldValue<DateTimeOffset>(3);
            keys.Add(new LiveKey(keyId, header, key, reader.GetFieldValue<DateTimeOffset>(2), expiresAt));
        }
        return keys;
    }

    private ECDsaSecurityKey Load(string keyId, byte[] privateKey)
    {
        var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(_master.Open(privateKey, Encoding.ASCII.GetBytes(keyId)), out _);
        return new ECDsaSecurityKey(key) { KeyId = keyId };
    }

    private static string Thumbprint(ECDsa key) => Base64Url.EncodeToString(new ECDsaSecurityKey(key).ComputeJwkThumbprint());
}
