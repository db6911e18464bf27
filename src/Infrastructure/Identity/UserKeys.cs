using System.Security.Cryptography;
using System.Text;
using Npgsql;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Infrastructure.Identity;

/// <summary>
/// Each user's own key, kept wrapped by the master key. It encrypts what is personal about them outside their own rows; deleting it makes
/// all of that unreadable at once.
/// </summary>
public sealed class UserKeys
{
    private readonly MasterKeys _master;

    internal UserKeys(MasterKeys master)
    {
        _master = master;
        _nobody = master.Seal(RandomNumberGenerator.GetBytes(Sealing.KeyLength), Guid.Empty.ToByteArray());
    }

    // For what concerns nobody we know, such as a sign-in with an unknown e-mail; lost when the process stops.
    private readonly byte[] _nobody;

    /// <summary>A key for a new user, and the statement that keeps it.</summary>
    public (byte[] Key, NpgsqlBatchCommand Insert) New(Guid userId, DateTimeOffset at)
    {
        var key = RandomNumberGenerator.GetBytes(Sealing.KeyLength);
        var wrapped = _master.Seal(key, userId.ToByteArray());
        // Somebody from before there were keys may be given two at once: the first stays.
        var insert = Command(
            "insert into user_keys (user_id, wrapped, created_at) values ($1, $2, $3) on conflict (user_id) do nothing",
            Parameter(userId),
            Parameter(wrapped),
            Parameter(at)
        );
        return (key, insert);
    }

    /// <summary>The user's key, made now for one who has none yet. Reads at once, so that it sees what was committed during a wait for a lock.</summary>
    internal async Task<byte[]> GetAsync(NpgsqlConnection connection, Guid userId, DateTimeOffset at, CancellationToken cancellation)
    {
        if (await FindAsync(connection, userId, cancellation) is { } known)
        {
            return Unwrap(userId, known);
        }
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(New(userId, at).Insert);
        await batch.ExecuteNonQueryAsync(cancellation);
        return Unwrap(userId, (await FindAsync(connection, userId, cancellation))!);
    }

    /// <summary>The wrapped key, or null for a user without one and for nobody.</summary>
    public static async Task<byte[]?> FindAsync(NpgsqlConnection connection, Guid userId, CancellationToken cancellation)
    {
        return await connection.ScalarAsync(Command("select wrapped from user_keys where user_id = $1", Parameter(userId)), cancellation)
            as byte[];
    }

    /// <summary>The key itself, from its wrapped form.</summary>
    public byte[] Unwrap(Guid userId, byte[] wrapped) => _master.Open(wrapped, userId.ToByteArray());

    /// <summary>The key for what concerns nobody we know; it is unwrapped each time, as somebody's would be.</summary>
    public byte[] OfNobody() => Unwrap(Guid.Empty, _nobody);

    /// <summary>Encrypts a text about a user.</summary>
    internal static byte[] Seal(byte[] key, Guid userId, string purpose, string text) =>
        Sealing.Seal(key, Encoding.UTF8.GetBytes(text), Owner(userId, purpose));

    internal static string Open(byte[] key, Guid userId, string purpose, byte[] sealedBytes) =>
        Encoding.UTF8.GetString(Sealing.Open(key, sealedBytes, Owner(userId, purpose)));

    private static byte[] Owner(Guid userId, string purpose) => Encoding.ASCII.GetBytes($"{purpose} {userId:N}");
}
