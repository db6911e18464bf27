using Npgsql;

namespace Rupaya.Infrastructure.Identity;

/// <summary>A token secret that takes the place of all others at once, which processes with any of those must not start any more.</summary>
public static class TokenSecretChange
{
    /// <summary>Lets the database know the new one, and nobody else's any more.</summary>
    /// <param name="database">Under the application's role.</param>
    /// <param name="secret">The new one, in base64.</param>
    /// <param name="now">The present.</param>
    /// <param name="keep">Puts it where processes get it from; when that fails, the database stays as it is.</param>
    public static async Task RunAsync(NpgsqlDataSource database, string secret, DateTimeOffset now, Action keep)
    {
        await using var connection = await database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var known = await TokenSecrets.ReadAsync(connection, CancellationToken.None);
        await new TokenSecrets(TokenSecrets.FingerprintOf(secret), []).NoteAsync(connection, known, now, CancellationToken.None);
        keep();
        await transaction.CommitAsync();
    }
}
