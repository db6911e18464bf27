using Npgsql;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Workers.ImportStatement;

/// <summary>The right to import into a book, held as a session lock until disposed.</summary>
internal sealed class ImportLease : IAsyncDisposable
{
    private const string Take = "select pg_try_advisory_lock(hashtextextended($1, 0))";
    private const string Leave = "select pg_advisory_unlock(hashtextextended($1, 0))";

    private static readonly TimeSpan Retry = TimeSpan.FromMilliseconds(200);

    private readonly NpgsqlConnection _connection;
    private readonly string _key;

    private ImportLease(NpgsqlConnection connection, string key) => (_connection, _key) = (connection, key);

    public static async Task<ImportLease> TakeAsync(NpgsqlDataSource database, Guid bookId, CancellationToken cancellation)
    {
        var connection = await database.OpenConnectionAsync(cancellation);
        var turn = new ImportLease(connection, $"import {bookId:N}");
        try
        {
            // Tried, not waited for: a wait would fall under the lock timeout.
            while (await connection.ScalarAsync(Command(Take, Parameter(turn._key)), cancellation) is not true)
            {
                await Task.Delay(Retry, cancellation);
            }
            return turn;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await _connection.ScalarAsync(Command(Leave, Parameter(_key)), CancellationToken.None);
        }
        catch (NpgsqlException)
        {
            // The connection is gone, and the lock with it.
        }
        await _connection.DisposeAsync();
    }
}
