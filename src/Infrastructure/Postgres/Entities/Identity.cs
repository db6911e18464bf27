namespace Rupaya.Infrastructure.Postgres.Entities;

internal sealed record UserKey
{
    public required Guid UserId { get; init; }
    public required byte[] Wrapped { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
}

internal sealed record SigninAttempt
{
    public required byte[] AccountKey { get; init; }
    public required byte[] Scope { get; init; }
    public required int Failures { get; init; }
    public required DateTimeOffset? LockedUntil { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }
}

internal sealed record UserMfa
{
    public required Guid UserId { get; init; }
    public required byte[] Secret { get; init; }
    public required DateTimeOffset? EnabledAt { get; init; }
    public required long LastStep { get; init; }
    public required int Failures { get; init; }
    public required DateTimeOffset? FailuresSince { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
}

internal sealed record MfaBackupCode
{
    public required Guid UserId { get; init; }
    public required byte[] CodeHash { get; init; }
    public required DateTimeOffset? UsedAt { get; init; }
    public required DateTimeOffset? CreatedAt { get; init; }
}

internal sealed record MfaChallenge
{
    public required Guid ChallengeId { get; init; }
    public required Guid UserId { get; init; }
    public required string DeviceId { get; init; }
    public required string? DeviceName { get; init; }
    public required string? Ip { get; init; }
    public required int Failures { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }
    public required DateTimeOffset? UsedAt { get; init; }
    public required string[] Methods { get; init; }
}

internal sealed record AccountToken
{
    public required Guid TokenId { get; init; }
    public required string Purpose { get; init; }
    public required Guid? UserId { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }
    public required DateTimeOffset? UsedAt { get; init; }
}

internal sealed record SigningKey
{
    public required string KeyId { get; init; }
    public required byte[] PrivateKey { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset ActiveAt { get; init; }
    public required DateTimeOffset? ExpiresAt { get; init; }
}

internal sealed record Invitation
{
    public required Guid BookId { get; init; }
    public required Guid InvitationId { get; init; }
    public required string Email { get; init; }
    public required string EmailKey { get; init; }
    public required string Role { get; init; }
    public required Guid InvitedBy { get; init; }
    public required int Generation { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }
    public required DateTimeOffset? AcceptedAt { get; init; }
    public required Guid? AcceptedBy { get; init; }
    public required DateTimeOffset? DeclinedAt { get; init; }
    public required DateTimeOffset? WithdrawnAt { get; init; }
}

internal sealed record EmailChange
{
    public required Guid ChangeId { get; init; }
    public required Guid UserId { get; init; }
    public required string OldEmail { get; init; }
    public required string OldKey { get; init; }
    public required bool OldVerified { get; init; }
    public required string NewEmail { get; init; }
    public required string NewKey { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }
    public required DateTimeOffset? ConfirmedAt { get; init; }
    public required DateTimeOffset? RevertedAt { get; init; }
}

internal sealed record AuditRow
{
    public required Guid SubjectId { get; init; }
    public required long N { get; init; }
    public required DateTimeOffset At { get; init; }
    public required string Event { get; init; }
    public required Guid ActorId { get; init; }
    public required string Data { get; init; }
    public required byte[] Personal { get; init; }
    public required byte[] PrevHash { get; init; }
    public required byte[] Hash { get; init; }
}

internal sealed record AuditHeadRow
{
    public required Guid SubjectId { get; init; }
    public required long N { get; init; }
    public required byte[] Hash { get; init; }
}

internal sealed record AuditAnchorRow
{
    public required Guid SubjectId { get; init; }
    public required long N { get; init; }
    public required byte[] Hash { get; init; }
}

internal sealed record Passkey
{
    public required Guid PasskeyId { get; init; }
    public required Guid UserId { get; init; }
    public required byte[] CredentialId { get; init; }
    public required byte[] PublicKey { get; init; }
    public required long SignCount { get; init; }
    public required Guid Aaguid { get; init; }
    public required string[] Transports { get; init; }
    public required bool BackupEligible { get; init; }
    public required bool BackedUp { get; init; }
    public required string Name { get; init; }
    public required string State { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset? LastUsedAt { get; init; }
}

internal sealed record CeremonyRow
{
    public required Guid CeremonyId { get; init; }
    public required string Purpose { get; init; }
    public required Guid? UserId { get; init; }
    public required Guid? SessionId { get; init; }
    public required byte[] Challenge { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }
    public required DateTimeOffset? UsedAt { get; init; }
}
