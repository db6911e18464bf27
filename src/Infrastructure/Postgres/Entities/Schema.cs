namespace Rupaya.Infrastructure.Postgres.Entities;

internal sealed record SchemaCompatibleFrom
{
    public required bool OnlyRow { get; init; }
    public required string Migration { get; init; }
}

internal sealed record Verification
{
    public required Guid VerificationId { get; init; }
    public required DateTimeOffset At { get; init; }
    public required long Milliseconds { get; init; }
    public required int Differences { get; init; }
}
