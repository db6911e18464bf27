using System.Security.Cryptography;
using Npgsql;
using Rupaya.Infrastructure.Postgres;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Infrastructure.Identity;

/// <summary>A token secret that the database knows.</summary>
/// <param name="Fingerprint">What it is known by.</param>
/// <param name="ReplacedAt">Null for the present one.</param>
internal sealed record KnownTokenSecret(byte[] Fingerprint, DateTimeOffset? ReplacedAt);

/// <summary>The token secrets of a process, held against those that the database knows.</summary>
/// <param name="Present">The fingerprint of its present one.</param>
/// <param name="Earlier">Those of the others that it knows, and when each was replaced.</param>
internal sealed record TokenSecrets(byte[] Present, IReadOnlyList<(byte[] Fingerprint, DateTimeOffset ReplacedAt)> Earlier)
{
    // Two that start at once are one after the other.
    private const string Read = "lock table token_secrets in share row exclusive mode";

    public static async Task<IReadOnlyList<KnownTokenSecret>> ReadAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await connection.ReadAsync(Command(Read), _ => 0, cancellation);
        return await connection.ReadAsync(
            Command("select fingerprint, replaced_at from token_secrets"),
            r => new KnownTokenSecret(r.GetFieldValue<byte[]>(0), r.IsDBNull(1) ? null : r.GetFieldValue<DateTimeOffset>(1)),
            cancellation
        );
    }

    /// <summary>What a secret is known by; nothing can be derived from it.</summary>
    public static byte[] FingerprintOf(string base64) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, Convert.FromBase64String(base64), 16, info: "rupaya fingerprint v1"u8.ToArray());

    /// <summary>
    /// True when the present one was replaced or nobody knows it, and the process does not name the one that is in use as its predecessor. Else one
    /// process with a wrong secret would make the right one of all others a replaced one.
    /// </summary>
    public bool IsRefused(IReadOnlyList<KnownTokenSecret> known, DateTimeOffset now) =>
        known.Any(k => k.ReplacedAt is null) && !Counts(known, now) && !Follows(known);

    /// <summary>Remembers what became of which secret.</summary>
    public async Task NoteAsync(
        NpgsqlConnection connection,
        IReadOnlyList<KnownTokenSecret> known,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        // One that others already know to be replaced soon changes nothing.
        if (Counts(known, now))
        {
            return;
        }
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(
            Command("update token_secrets set replaced_at = $1 where replaced_at is null or replaced_at > $1", Parameter(now))
        );
        foreach (var (fingerprint, replacedAt) in Earlier.Append((Present, DateTimeOffset.MaxValue)))
        {
            batch.BatchCommands.Add(
                Command(
                    "insert into token_secrets (fingerprint, seen_at, replaced_at) values ($1, $2, $3) "
                        + "on conflict (fingerprint) do update set replaced_at = excluded.replaced_at",
                    Parameter(fingerprint),
                    Parameter(now),
                    Parameter(replacedAt == DateTimeOffset.MaxValue ? null : (DateTimeOffset?)replacedAt.ToUniversalTime())
                )
            );
        }
        await batch.ExecuteNonQueryAsync(cancellation);
    }

    private bool Counts(IReadOnlyList<KnownTokenSecret> known, DateTimeOffset now) =>
        known.Any(k => k.Fingerprint.SequenceEqual(Present) && !(k.ReplacedAt <= now));

    private bool Follows(IReadOnlyList<KnownTokenSecret> known) =>
        known.Any(k => k.ReplacedAt is null && Earlier.Any(e => e.Fingerprint.SequenceEqual(k.Fingerprint)));
}
