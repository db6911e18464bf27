using Rupaya.Domain.Ledger;
using Rupaya.Infrastructure.Http;
using Rupaya.Infrastructure.Ledger.Rows;
using Rupaya.Infrastructure.Postgres.Entities;

namespace Rupaya.Infrastructure.Ledger.Recurring;

/// <summary>One of the days of a schedule as it will be, or was, posted.</summary>
/// <param name="Index">Its place in the schedule.</param>
/// <param name="Day">Its identity.</param>
/// <param name="Changed">What is different from the schedule; null for nothing.</param>
internal sealed record ScheduledDay(RecurringSchedule Of, int Index, DateOnly Day, DateOnly Date, RecurringOccurrence? Changed)
{
    public bool IsSkipped => Changed?.Status == "skipped" || IsPaused;

    /// <summary>True in a pause of the schedule.</summary>
    public bool IsPaused => Of.PausedFrom <= Date && (Of.PausedUntil is null || Date < Of.PausedUntil);

    public decimal Amount => Changed?.Amount ?? Of.Amount;

    public string? Description => Changed?.Description ?? Of.Description;

    /// <summary>
    /// What is posted says. Of several days that a weekend rule moves onto one, those that are moved name their own day: else they would look like
    /// one that was posted twice.
    /// </summary>
    public string? PostedDescription => IsCrowded ? $"{Description} ({Day:yyyy-MM-dd})".TrimStart() : Description;

    private bool IsCrowded
    {
        get
        {
            var schedule = RecurringSql.ScheduleOf(Of);
            var moved = schedule.At(Index);
            return Day != Date
                && moved?.Date == Date
                && (schedule.At(Index + 1)?.Date == Date || (Index > 0 && schedule.At(Index - 1)?.Date == Date));
        }
    }

    /// <summary>The parts of what is posted, in proportion where the amount was edited; empty for a single category.</summary>
    public IReadOnlyList<Split> Splits(Domain.Money.Currency currency)
    {
        if (Amount == Of.Amount || Of.Splits.Count == 0)
        {
            return Of.Splits;
        }
        var amounts = SplitRules.Scale([.. Of.Splits.Select(s => s.Amount)], Amount, currency);
        return [.. Of.Splits.Zip(amounts, (part, amount) => part with { Amount = amount })];
    }

    /// <summary>What a transfer brings; an edited amount keeps the rate.</summary>
    public decimal ToAmount(Domain.Money.Currency currency) =>
        Of.ToAmount is { } to ? (Amount == Of.Amount ? to : currency.Round(to * Amount / Of.Amount)) : Amount;

    /// <summary>The account that a schedule posts to; of a transfer both, what pays first.</summary>
    public static Guid[] AccountsOf(RecurringSchedule of) => of.ToAccountId is { } to ? [of.AccountId, to] : [of.AccountId];

    /// <summary>True for what a transaction may amount to.</summary>
    public static bool IsAmount(decimal amount) => amount is > 0 and <= Rules.MaxAmount;

    /// <summary>The days from an index on with what was changed of them.</summary>
    public static IEnumerable<ScheduledDay> From(
        RecurringSchedule of,
        int index,
        IReadOnlyDictionary<DateOnly, RecurringOccurrence> changed
    )
    {
        foreach (var occurrence in RecurringSql.ScheduleOf(of).From(index))
        {
            var change = changed.GetValueOrDefault(occurrence.Day);
            yield return new ScheduledDay(of, occurrence.Index, occurrence.Day, change?.Date ?? occurrence.Date, change);
        }
    }

    /// <summary>The schedule with what comes next: the first day from an index on.</summary>
    public static RecurringSchedule Next(RecurringSchedule of, int index, IReadOnlyDictionary<DateOnly, RecurringOccurrence> changed) =>
        of with
        {
            NextIndex = index,
            NextDate = From(of, index, changed).Select(t => (DateOnly?)t.Date).FirstOrDefault(),
        };
}
