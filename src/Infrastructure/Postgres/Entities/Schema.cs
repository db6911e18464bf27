namespace Rupaya.Infrastructure.Postgres.Entities;

internal sealed record SchemaCompatibleFrom
{
    public required bool OnlyRow { get; init; }
    public required string Migration { get; init; }
}

/// <summary>When all books were verified, and what was found.</summary>
internal sealed record Verification
{
    public required Guid VerificationId { get; init; }
    public required DateTimeOffset At { get; init; }
    public required long Milliseconds { get; init; }
    public required int Differences { get; init; }
}

/// <summary>A process that is, or was, at work on this database.</summary>
internal sealed record SchemaBuild
{
    public required Guid ProcessId { get; init; }
    public required string Build { get; init; }
    public required string Version { get; init; }
    public required string Role { get; init; }
    public required DateTimeOffset StartedAt { get; init; }
    public required DateTimeOffset SeenAt { get; init; }
}
