namespace Rupaya.Infrastructure.Postgres.Entities;

internal sealed record User
{
    public required Guid UserId { get; init; }
    public required string Email { get; init; }
    public required string EmailKey { get; init; }
    public required string Name { get; init; }
    public required string PasswordHash { get; init; }
    public required string Role { get; init; }
    public required string Currency { get; init; }
    public required string TimeZone { get; init; }
    public required bool EmailVerified { get; init; }
    public required bool MfaEnabled { get; init; }
    public required DateTimeOffset? ConsentedAt { get; init; }
    public required Guid? DefaultBookId { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }
    public DateTimeOffset? BannedAt { get; init; }
    public DateTimeOffset? EraseAt { get; init; }
    public bool EmailNotifications { get; init; }
    public bool WeeklyReport { get; init; }
    public bool InvoiceNotifications { get; init; }
    public bool ExpenseAlerts { get; init; }
    public string Locale { get; init; } = "";
}

internal sealed record Session
{
    public required Guid SessionId { get; init; }
    public required Guid UserId { get; init; }
    public required string DeviceId { get; init; }
    public required string? DeviceName { get; init; }
    public required string? Ip { get; init; }
    public required int Generation { get; init; }
    public required DateTimeOffset RotatedAt { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset LastSeenAt { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }
    public required DateTimeOffset? RevokedAt { get; init; }
}

internal sealed record Device
{
    public required Guid UserId { get; init; }
    public required string DeviceId { get; init; }
    public required string? DeviceName { get; init; }
    public required DateTimeOffset FirstSeenAt { get; init; }
    public required DateTimeOffset LastSeenAt { get; init; }
}
