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

/// <summary>A backup that was made.</summary>
internal sealed record Backup
{
    public required Guid BackupId { get; init; }
    public required DateTimeOffset At { get; init; }
    public required string Kind { get; init; }
    public required string Label { get; init; }
}

/// <summary>A restore that the database has gone through: what was written between its two moments is gone.</summary>
internal sealed record Restore
{
    public required Guid RestoreId { get; init; }
    public required DateTimeOffset RestoredTo { get; init; }
    public required DateTimeOffset At { get; init; }
    public required string By { get; init; }
    public required string Reason { get; init; }
}

/// <summary>Numbers that no change of a book has.</summary>
internal sealed record BookGapRow
{
    public required Guid BookId { get; init; }
    public required long AfterSeq { get; init; }
    public required long BeforeSeq { get; init; }
    public required Guid RestoreId { get; init; }
}

/// <summary>An erasure that the list outside of the database does not have yet.</summary>
internal sealed record UnlistedErasure
{
    public required Guid UserId { get; init; }
    public required DateTimeOffset ErasedAt { get; init; }
}
