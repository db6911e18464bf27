namespace Rupaya.Domain.Recurring;

/// <summary>A day of a schedule that was posted, or is to be different from it.</summary>
public sealed record RecurringOccurrence
{
    /// <summary>The book it belongs to.</summary>
    public required Guid BookId { get; init; }

    /// <summary>The schedule.</summary>
    public required Guid RecurringId { get; init; }

    /// <summary>The day of the schedule: its identity.</summary>
    public required DateOnly Occurrence { get; init; }

    /// <summary><c>posted</c>, <c>failed</c>, <c>edited</c> or <c>skipped</c>.</summary>
    public required string Status { get; init; }

    /// <summary>When it is or was posted; null for the schedule's own day.</summary>
    public DateOnly? Date { get; init; }

    /// <summary>What it posts; null for the schedule's own amount.</summary>
    public decimal? Amount { get; init; }

    /// <summary>Of what it posts; null for the schedule's own.</summary>
    public string? Description { get; init; }

    /// <summary>Why it failed: a stable code.</summary>
    public string? Reason { get; init; }

    /// <summary>What it posted; of a transfer the paying leg.</summary>
    public Guid? TransactionId { get; init; }
}
