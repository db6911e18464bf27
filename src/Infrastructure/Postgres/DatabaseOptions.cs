using Rupaya.Infrastructure.Base;

namespace Rupaya.Infrastructure.Postgres;

/// <summary>How long the application waits for PostgreSQL. Bound from <c>Database</c>.</summary>
internal sealed record DatabaseOptions
{
    /// <summary>Milliseconds a request waits for a lock, above all for a book's head, before it answers 503.</summary>
    public int LockTimeoutMs { get; init; } = 5000;

    /// <summary>Seconds to open a connection. A busy server needs several for a handshake, and who gives up makes it begin anew.</summary>
    public int ConnectTimeoutSeconds { get; init; } = 15;

    /// <summary>Seconds a statement may take.</summary>
    public int CommandTimeoutSeconds { get; init; } = 30;

    /// <summary>Connections of one process.</summary>
    public int MaxPoolSize { get; init; } = 40;

    /// <summary>Null when valid, else what to mend.</summary>
    public string? Problem() =>
        Span.Problem(
            // 0 would wait for ever.
            new("Database:LockTimeoutMs", LockTimeoutMs, 1, 600_000),
            new("Database:ConnectTimeoutSeconds", ConnectTimeoutSeconds, 1, 600),
            new("Database:CommandTimeoutSeconds", CommandTimeoutSeconds, 1, 86_400),
            new("Database:MaxPoolSize", MaxPoolSize, 1, 10_000)
        );
}
