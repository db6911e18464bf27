using Rupaya.Domain.Calendars;
using Rupaya.Domain.Ledger;

namespace Rupaya.Domain.Recurring;

/// <summary>A schedule, what each of its days posts, and how far it is.</summary>
public sealed record RecurringSchedule
{
    /// <summary>The book it belongs to.</summary>
    public required Guid BookId { get; init; }

    /// <summary>Its id within the book.</summary>
    public required Guid RecurringId { get; init; }

    /// <summary>What it posts: income, an expense or a transfer.</summary>
    public required Flow Type { get; init; }

    /// <summary>The account it posts to; of a transfer the paying one.</summary>
    public required Guid AccountId { get; init; }

    /// <summary>The receiving account of a transfer; null for others.</summary>
    public required Guid? ToAccountId { get; init; }

    /// <summary>Null for Uncategorised, for a transfer, and where there are <see cref="Splits"/>.</summary>
    public required Guid? CategoryId { get; init; }

    /// <summary>Positive, in the currency of <see cref="AccountId"/>.</summary>
    public required decimal Amount { get; init; }

    /// <summary>What arrives, in the receiving account's currency; null where it is the amount.</summary>
    public required decimal? ToAmount { get; init; }

    /// <summary>Of each transaction that it posts.</summary>
    public required string? Description { get; init; }

    /// <summary>Of each transaction that it posts.</summary>
    public required string? Merchant { get; init; }

    /// <summary>Of each transaction that it posts.</summary>
    public required string[] Tags { get; init; }

    /// <summary>One of <see cref="Recurrence.Frequencies"/>.</summary>
    public required string Frequency { get; init; }

    /// <summary>Every so many of them, at least 1.</summary>
    public required int Interval { get; init; }

    /// <summary>Its first day, in the book's zone.</summary>
    public required DateOnly StartDate { get; init; }

    /// <summary>No day is after it; null for no end.</summary>
    public required DateOnly? EndDate { get; init; }

    /// <summary>Which weekday of a month: 1 to 4, −1 for the last; null for other frequencies.</summary>
    public required int? Nth { get; init; }

    /// <summary>Where a day falls on a weekend: <c>none</c>, <c>before</c> or <c>after</c>.</summary>
    public required string WeekendRule { get; init; }

    /// <summary>It ends after so many days; null for never.</summary>
    public int? MaxCount { get; init; }

    /// <summary>Nothing is posted from this day on and before <see cref="PausedUntil"/>; null for no pause.</summary>
    public DateOnly? PausedFrom { get; init; }

    /// <summary>The first day after the pause; null while nobody knows.</summary>
    public DateOnly? PausedUntil { get; init; }

    /// <summary>The parts of what is posted; empty for a single category.</summary>
    public IReadOnlyList<Split> Splits { get; init; } = [];

    /// <summary>The place of the next day in the schedule, from 0.</summary>
    public required int NextIndex { get; init; }

    /// <summary>When the next day is posted; null when there is none.</summary>
    public required DateOnly? NextDate { get; init; }

    /// <summary>In whose name it posts.</summary>
    public required Guid CreatedBy { get; init; }

    /// <summary>The change that made it what it is.</summary>
    public required long Version { get; init; }

    /// <summary>UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>UTC.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The change that deleted it; null while it lives.</summary>
    public long? DeletedSeq { get; init; }

    /// <summary>Its days.</summary>
    public Recurrence Days() => new(Frequency, Interval, StartDate, EndDate, Nth, WeekendRules.Parse(WeekendRule)) { MaxCount = MaxCount };

    /// <summary>The account that it posts to; of a transfer both, what pays first.</summary>
    public Guid[] Accounts() => ToAccountId is { } to ? [AccountId, to] : [AccountId];

    /// <summary>The categories that it posts into.</summary>
    public IEnumerable<Guid> Categories() => Splits.Select(s => s.CategoryId).Append(CategoryId).OfType<Guid>().Distinct();

    /// <summary>The same, posting into another category instead of one.</summary>
    public RecurringSchedule MovedTo(Guid from, Guid to) =>
        this with
        {
            CategoryId = CategoryId == from ? to : CategoryId,
            Splits = [.. Splits.Select(s => s.CategoryId == from ? s with { CategoryId = to } : s)],
        };

    /// <summary>The schedule with what comes next: the first day from an index on.</summary>
    /// <param name="index">From 0.</param>
    /// <param name="changed">What is different from the schedule, by its days.</param>
    public RecurringSchedule GoOnAt(int index, IReadOnlyDictionary<DateOnly, RecurringOccurrence> changed) =>
        this with
        {
            NextIndex = index,
            NextDate = ScheduledDay.From(this, index, changed).Select(t => (DateOnly?)t.Date).FirstOrDefault(),
        };
}
