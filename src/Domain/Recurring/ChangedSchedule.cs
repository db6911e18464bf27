namespace Rupaya.Domain.Recurring;

/// <summary>Where a schedule goes on when its days change.</summary>
/// <param name="Next">The schedule, going on with its first day after the last that is over, posted or passed over.</param>
/// <param name="Forgotten">The days whose edits and skips it has no use for.</param>
public sealed record ChangedSchedule(RecurringSchedule Next, IReadOnlyList<DateOnly> Forgotten)
{
    /// <summary>Decides where it goes on.</summary>
    /// <param name="before">The schedule as it was.</param>
    /// <param name="after">As it is to be; where it goes on is not decided yet.</param>
    /// <param name="changed">What was different from the schedule, by its days.</param>
    /// <param name="posted">The last of its days that was posted or failed; null for none.</param>
    public static ChangedSchedule From(
        RecurringSchedule before,
        RecurringSchedule after,
        IReadOnlyDictionary<DateOnly, RecurringOccurrence> changed,
        DateOnly? posted
    )
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        var (old, days) = (before.Days(), after.Days());
        if (old == days)
        {
            return new(after.GoOnAt(after.NextIndex, changed), []);
        }
        var passed = before.NextIndex > 0 ? old.At(before.NextIndex - 1)?.Day : null;
        var over = posted > passed || passed is null ? posted : passed;
        List<DateOnly> forgotten =
        [
            .. changed.Values.Where(c => (over is null || c.Occurrence > over) && !Fits(c, days)).Select(c => c.Occurrence),
        ];
        var kept = changed.Where(c => !forgotten.Contains(c.Key)).ToDictionary();
        var index = days.From(0).TakeWhile(o => over is not null && o.Day <= over).Count();
        return new(after.GoOnAt(index, kept), forgotten);
    }

    /// <summary>True when the schedule has the day, and where it was moved to lies between its neighbours.</summary>
    private static bool Fits(RecurringOccurrence change, Recurrence days) =>
        days.On(change.Occurrence) is { } occurrence
        && (
            change.Date is not { } moved
            || (
                (occurrence.Index == 0 || moved >= days.At(occurrence.Index - 1)!.Value.Date)
                && (days.At(occurrence.Index + 1) is not { } next || moved <= next.Date)
            )
        );
}
