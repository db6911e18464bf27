namespace Rupaya.Infrastructure.Postgres.Entities;

internal sealed record OutboxMessage
{
    public long Id { get; init; }
    public required Guid MessageId { get; init; }
    public required string Contract { get; init; }
    public required string Body { get; init; }
    public required string? TraceParent { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
}

internal sealed record OutboxDead
{
    public required long Id { get; init; }
    public required Guid MessageId { get; init; }
    public required string Contract { get; init; }
    public required string Body { get; init; }
    public required string? TraceParent { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset DiedAt { get; init; }
    public required string Reason { get; init; }
}

internal sealed record Delivery
{
    public required Guid MessageId { get; init; }
    public required string Effect { get; init; }
    public required string Contract { get; init; }
    public required string Body { get; init; }
    public required string? TraceParent { get; init; }
    public required int Attempts { get; init; }
    public required DateTimeOffset NotBefore { get; init; }
    public required DateTimeOffset? LockedUntil { get; init; }
    public required string? DeadReason { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
}

internal sealed record IdempotencyRecord
{
    public required Guid UserId { get; init; }
    public required string Key { get; init; }
    public required byte[] Fingerprint { get; init; }
    public required int Status { get; init; }
    public required string? Location { get; init; }
    public required string? Etag { get; init; }
    public required byte[] Body { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
}

/// <summary>An effect that some build has for a contract.</summary>
internal sealed record KnownEffect
{
    public required string Name { get; init; }
    public required string Contract { get; init; }
}
