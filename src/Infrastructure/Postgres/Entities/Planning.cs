namespace Rupaya.Infrastructure.Postgres.Entities;

internal sealed record Goal
{
    public required Guid BookId { get; init; }
    public required Guid GoalId { get; init; }
    public required string Name { get; init; }
    public required decimal TargetAmount { get; init; }
    public required DateOnly? TargetDate { get; init; }
    public required long Version { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }
    public long? DeletedSeq { get; init; }

    /// <summary>The linked accounts, from <c>goal_accounts</c>; empty for a goal of contributions.</summary>
    public IReadOnlyList<Guid> AccountIds { get; init; } = [];
}

internal sealed record GoalAccount
{
    public required Guid BookId { get; init; }
    public required Guid GoalId { get; init; }
    public required Guid AccountId { get; init; }
}

internal sealed record GoalContribution
{
    public required Guid BookId { get; init; }
    public required Guid ContributionId { get; init; }
    public required Guid GoalId { get; init; }
    public required decimal Amount { get; init; }
    public required DateOnly Date { get; init; }
    public required string? Note { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
}

internal sealed record RecurringSchedule
{
    public required Guid BookId { get; init; }
    public required Guid RecurringId { get; init; }
    public required string Type { get; init; }
    public required Guid AccountId { get; init; }
    public required Guid? ToAccountId { get; init; }
    public required Guid? CategoryId { get; init; }
    public required decimal Amount { get; init; }
    public required decimal? ToAmount { get; init; }
    public required string? Description { get; init; }
    public required string? Merchant { get; init; }
    public required string[] Tags { get; init; }
    public required string Frequency { get; init; }
    public required int Interval { get; init; }
    public required DateOnly StartDate { get; init; }
    public required DateOnly? EndDate { get; init; }
    public required int? Nth { get; init; }
    public required string WeekendRule { get; init; }

    /// <summary>It ends after so many days; null for never.</summary>
    public int? MaxCount { get; init; }

    /// <summary>Nothing is posted from this day on and before <see cref="PausedUntil"/>; null for no pause.</summary>
    public DateOnly? PausedFrom { get; init; }

    /// <summary>The first day after the pause; null while nobody knows.</summary>
    public DateOnly? PausedUntil { get; init; }

    /// <summary>The parts of what is posted; empty for a single category.</summary>
    public IReadOnlyList<Split> Splits { get; init; } = [];

    /// <summary>The categories that it posts into.</summary>
    public IEnumerable<Guid> Categories() => Splits.Select(s => s.CategoryId).Append(CategoryId).OfType<Guid>().Distinct();

    /// <summary>The same, posting into another category instead of one.</summary>
    public RecurringSchedule MovedTo(Guid from, Guid to) =>
        this with
        {
            CategoryId = CategoryId == from ? to : CategoryId,
            Splits = [.. Splits.Select(s => s.CategoryId == from ? s with { CategoryId = to } : s)],
        };

    public required int NextIndex { get; init; }
    public required DateOnly? NextDate { get; init; }
    public required Guid CreatedBy { get; init; }
    public required long Version { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }
    public long? DeletedSeq { get; init; }
}

internal sealed record RecurringOccurrence
{
    public required Guid BookId { get; init; }
    public required Guid RecurringId { get; init; }
    public required DateOnly Occurrence { get; init; }
    public required string Status { get; init; }
    public DateOnly? Date { get; init; }
    public decimal? Amount { get; init; }
    public string? Description { get; init; }
    public string? Reason { get; init; }
    public Guid? TransactionId { get; init; }
}
