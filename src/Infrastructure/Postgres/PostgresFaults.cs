using System.Net.Sockets;
using Npgsql;

namespace Rupaya.Infrastructure.Postgres;

/// <summary>Which failures of PostgreSQL mean what.</summary>
public static class PostgresFaults
{
    /// <summary>The transaction was rolled back for reasons of concurrency: the same work may be done again.</summary>
    internal static bool MayRetry(PostgresException e) =>
        e.SqlState is PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure;

    /// <summary>
    /// The server is gone, starting, full, read-only after a failover, or somebody was in the way: what was to be done is as right as before, so
    /// it counts as no attempt.
    /// </summary>
    internal static bool WillPass(Exception e) =>
        e switch
        {
            PostgresException p => p.SqlState.StartsWith("57P", StringComparison.Ordinal) // shutdown, crash, starting up
                || p.SqlState.StartsWith("08", StringComparison.Ordinal) // connection
                || p.SqlState.StartsWith("53", StringComparison.Ordinal) // out of disk, memory, connections
                || p.SqlState is PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.ReadOnlySqlTransaction
                || MayRetry(p),
            NpgsqlException { InnerException: TimeoutException } => false,
            NpgsqlException or SocketException => true,
            _ => e.InnerException is not null && WillPass(e.InnerException),
        };

    /// <summary>The server is gone, starting, full or not answering: 503, and trying later is right.</summary>
    public static bool IsUnavailable(Exception e) =>
        e switch
        {
            PostgresException p => p.SqlState.StartsWith("57P", StringComparison.Ordinal) // shutdown, crash, starting up
                || p.SqlState.StartsWith("08", StringComparison.Ordinal) // connection
                || p.SqlState.StartsWith("53", StringComparison.Ordinal) // out of disk, memory, connections
                || p.SqlState is PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.QueryCanceled,
            NpgsqlException => true,
            TimeoutException or SocketException => true,
            _ => e.InnerException is not null && IsUnavailable(e.InnerException),
        };

    /// <summary>Why the server lets nobody in, on one line: it is away, does not know the login or has no such database. Null for anything else.</summary>
    public static string? KeepsOut(Exception e) =>
        e switch
        {
            PostgresException p when IsUnavailable(p) => $"is not available: {p.MessageText} ({p.SqlState})",
            PostgresException p
                when p.SqlState.StartsWith("28", StringComparison.Ordinal) || p.SqlState == PostgresErrorCodes.InvalidCatalogName =>
                $"refuses the connection: {p.MessageText} ({p.SqlState})",
            PostgresException => null,
            // The process's own port, not the server's.
            SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse } => null,
            NpgsqlException or SocketException => $"is not available: {e.Message.ReplaceLineEndings(" ")}",
            _ => e.InnerException is { } inner ? KeepsOut(inner) : null,
        };
}
