using Rupaya.Domain.Money;

namespace Rupaya.Domain.Goals;

/// <summary>How far a goal is.</summary>
/// <param name="Remaining">Target − saved, at least 0.</param>
/// <param name="Progress">Saved as a percentage of the target, two decimals, at least 0.</param>
/// <param name="MonthlyNeeded">What has to be put aside each month to be there in time, rounded up at the minor unit; 0 when reached, null without a date.</param>
/// <param name="OnTrack">True when at least the share of the target is saved that has passed of the time; null without a date.</param>
public sealed record GoalProgress(decimal Remaining, decimal Progress, decimal? MonthlyNeeded, bool? OnTrack)
{
    /// <summary>True when nothing remains.</summary>
    public bool Reached => Remaining == 0;

    /// <summary>Compares what is saved with the target and the time.</summary>
    /// <param name="saved">In the book's currency.</param>
    /// <param name="target">Above 0, in the book's currency.</param>
    /// <param name="start">When the goal was set, civil date in the book's zone.</param>
    /// <param name="due">When it is to be reached; null for whenever.</param>
    /// <param name="today">Civil date in the book's zone.</param>
    /// <param name="currency">The book's.</param>
    public static GoalProgress Of(decimal saved, decimal target, DateOnly start, DateOnly? due, DateOnly today, Currency currency)
    {
        var remaining = Math.Max(target - saved, 0);
        var progress = Percentage.Of(Math.Max(saved, 0), target);
        if (due is null)
        {
            return new GoalProgress(remaining, progress, null, null);
        }
        if (remaining == 0)
        {
            return new GoalProgress(0, progress, 0, true);
        }
        return new GoalProgress(
            remaining,
            progress,
            currency.RoundUp(remaining / MonthsUntil(today, due.Value)),
            today <= due && saved * Days(start, due.Value) >= target * Days(start, today)
        );
    }

    /// <summary>Months begun until then, at least one: what is due in six weeks takes two of them.</summary>
    private static int MonthsUntil(DateOnly today, DateOnly due)
    {
        var months = (due.Year - today.Year) * 12 + due.Month - today.Month;
        return Math.Max(1, today.AddMonths(Math.Max(months, 0)) < due ? months + 1 : months);
    }

    private static int Days(DateOnly from, DateOnly to) => Math.Max(to.DayNumber - from.DayNumber, 0);
}
