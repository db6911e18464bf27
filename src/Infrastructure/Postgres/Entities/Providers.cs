namespace Rupaya.Infrastructure.Postgres.Entities;

internal sealed record UserIdentity
{
    public required Guid IdentityId { get; init; }
    public required Guid UserId { get; init; }
    public required string Provider { get; init; }
    public required string Issuer { get; init; }
    public required string Subject { get; init; }
    public required byte[]? Email { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset LastUsedAt { get; init; }
}

internal sealed record OidcFlowRow
{
    public required Guid FlowId { get; init; }
    public required string Provider { get; init; }
    public required string Purpose { get; init; }
    public required Guid? UserId { get; init; }
    public required Guid? SessionId { get; init; }
    public required byte[]? Verifier { get; init; }
    public required string? Nonce { get; init; }
    public required byte[]? Challenge { get; init; }
    public required string? ReturnTo { get; init; }
    public required string? DeviceId { get; init; }
    public required string? DeviceName { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }
    public required DateTimeOffset? RedeemedAt { get; init; }
    public required byte[]? Outcome { get; init; }
    public required DateTimeOffset? TicketExpiresAt { get; init; }
    public required DateTimeOffset? UsedAt { get; init; }
}

internal sealed record SeenIdToken
{
    public required byte[] Hash { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }
}
