using Microsoft.Extensions.Logging;
using Npgsql;

namespace Rupaya.Infrastructure.Postgres;

/// <summary>
/// Where the loops of a process pass before each of their rounds, one at a time: who passes has had a connection. So a pool fills one connection
/// after the other, and while PostgreSQL cannot be reached a process has one attempt under way, however many loops it has. Without it each tried
/// for itself, and processes that had just started kept a busy server from finishing a single handshake for minutes.
/// </summary>
public sealed partial class DatabaseGate(NpgsqlDataSource database, TimeProvider clock, ILogger<DatabaseGate> logger) : IDisposable
{
    private readonly SemaphoreSlim _one = new(1);

    /// <summary>Returns when a connection could be had.</summary>
    public async Task PassAsync(CancellationToken cancellation)
    {
        await _one.WaitAsync(cancellation);
        try
        {
            for (var failures = 1; !await OpensAsync(failures, cancellation); failures++)
            {
                await Task.Delay(Jitter.After(failures), clock, cancellation);
            }
        }
        finally
        {
            _one.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _one.Dispose();

    private async Task<bool> OpensAsync(int failures, CancellationToken cancellation)
    {
        try
        {
            await using var connection = await database.OpenConnectionAsync(cancellation);
            return true;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            NotReached(failures, e.Message);
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "PostgreSQL cannot be reached, {Failures} times in a row: {Reason}")]
    private partial void NotReached(int failures, string reason);
}
