using Rupaya.Domain.Ledger;
using Rupaya.Domain.Money;

namespace Rupaya.Domain.Recurring;

/// <summary>One of the days of a schedule as it will be, or was, posted.</summary>
/// <param name="Schedule">The schedule.</param>
/// <param name="Index">Its place in the schedule, from 0.</param>
/// <param name="Day">Its identity.</param>
/// <param name="Date">When it is posted.</param>
/// <param name="Changed">What is different from the schedule; null for nothing.</param>
public sealed record ScheduledDay(RecurringSchedule Schedule, int Index, DateOnly Day, DateOnly Date, RecurringOccurrence? Changed)
{
    /// <summary>True when nothing is posted.</summary>
    public bool IsSkipped => Changed?.Status == "skipped" || IsPaused;

    /// <summary>True in a pause of the schedule.</summary>
    public bool IsPaused => Schedule.PausedFrom <= Date && (Schedule.PausedUntil is null || Date < Schedule.PausedUntil);

    /// <summary>Positive, in the currency of the account, of a transfer of the paying one.</summary>
    public decimal Amount => Changed?.Amount ?? Schedule.Amount;

    /// <summary>What it says.</summary>
    public string? Description => Changed?.Description ?? Schedule.Description;

    /// <summary>
    /// What is posted says. Of several days that a weekend rule moves onto one, those that are moved name their own day: else they would look like
    /// one that was posted twice.
    /// </summary>
    public string? PostedDescription => IsCrowded ? $"{Description} ({Day:yyyy-MM-dd})".TrimStart() : Description;

    private bool IsCrowded
    {
        get
        {
            var days = Schedule.Days();
            var moved = days.At(Index);
            return Day != Date
                && moved?.Date == Date
                && (days.At(Index + 1)?.Date == Date || (Index > 0 && days.At(Index - 1)?.Date == Date));
        }
    }

    /// <summary>The parts of what is posted, in proportion where the amount was edited; empty for a single category.</summary>
    /// <param name="currency">Of the account.</param>
    public IReadOnlyList<Split> Splits(Currency currency)
    {
        if (Amount == Schedule.Amount || Schedule.Splits.Count == 0)
        {
            return Schedule.Splits;
        }
        var amounts = SplitRules.Scale([.. Schedule.Splits.Select(s => s.Amount)], Amount, currency);
        return [.. Schedule.Splits.Zip(amounts, (part, amount) => part with { Amount = amount })];
    }

    /// <summary>What a transfer brings; an edited amount keeps the rate.</summary>
    /// <param name="currency">Of the receiving account.</param>
    public decimal ToAmount(Currency currency)
    {
        ArgumentNullException.ThrowIfNull(currency);
        return Schedule.ToAmount is { } to ? (Amount == Schedule.Amount ? to : currency.Round(to * Amount / Schedule.Amount)) : Amount;
    }

    /// <summary>The days from an index on with what was changed of them.</summary>
    /// <param name="schedule">The schedule.</param>
    /// <param name="index">From 0.</param>
    /// <param name="changed">What is different from the schedule, by its days.</param>
    public static IEnumerable<ScheduledDay> From(
        RecurringSchedule schedule,
        int index,
        IReadOnlyDictionary<DateOnly, RecurringOccurrence> changed
    )
    {
        foreach (var occurrence in schedule.Days().From(index))
        {
            var change = changed.GetValueOrDefault(occurrence.Day);
            yield return new ScheduledDay(schedule, occurrence.Index, occurrence.Day, change?.Date ?? occurrence.Date, change);
        }
    }
}
