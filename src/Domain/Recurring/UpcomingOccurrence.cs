using Rupaya.Domain.Results;

namespace Rupaya.Domain.Recurring;

/// <summary>An occurrence that is still to come: what editing and skipping have in common.</summary>
/// <param name="Schedule">Whose day it is.</param>
/// <param name="Changed">What is different from the schedule, by its days.</param>
/// <param name="Turn">The day as it is now.</param>
/// <param name="Earliest">Its date may not be before: the days of a schedule stay in their order.</param>
/// <param name="Latest">Its date may not be after.</param>
public sealed record UpcomingOccurrence(
    RecurringSchedule Schedule,
    IReadOnlyDictionary<DateOnly, RecurringOccurrence> Changed,
    ScheduledDay Turn,
    DateOnly Earliest,
    DateOnly Latest
)
{
    /// <summary>The occurrence; 404 where the schedule has none on that day; 409 <c>occurrence_posted</c>.</summary>
    public static Result<UpcomingOccurrence> Find(
        RecurringSchedule schedule,
        IReadOnlyDictionary<DateOnly, RecurringOccurrence> changed,
        DateOnly day
    )
    {
        ArgumentNullException.ThrowIfNull(schedule);
        var days = schedule.Days();
        if (days.On(day) is not { } occurrence)
        {
            return Error.NotFound("Occurrence");
        }
        if (occurrence.Index < schedule.NextIndex)
        {
            return Problems.OccurrencePosted.Error;
        }
        return new UpcomingOccurrence(
            schedule,
            changed,
            ScheduledDay.From(schedule, occurrence.Index, changed).First(),
            occurrence.Index == 0 ? DateOnly.MinValue : DateOf(days.At(occurrence.Index - 1)!.Value, changed),
            days.At(occurrence.Index + 1) is { } next ? DateOf(next, changed) : DateOnly.MaxValue
        );
    }

    /// <summary>400 for a date that would leave the order of the days; null for one that keeps it.</summary>
    public Error? CheckDate(DateOnly date) =>
        date < Earliest || date > Latest ? Error.Field("date", "Must be between the occurrences before and after it.") : null;

    /// <summary>The occurrence as it would be.</summary>
    public ScheduledDay With(RecurringOccurrence after) => ScheduledDay.From(Schedule, Turn.Index, Written(after)).First();

    /// <summary>The schedule with its next day, once the occurrence is as it is to be.</summary>
    public RecurringSchedule ScheduleWith(RecurringOccurrence after) => Schedule.GoOnAt(Schedule.NextIndex, Written(after));

    private Dictionary<DateOnly, RecurringOccurrence> Written(RecurringOccurrence after)
    {
        ArgumentNullException.ThrowIfNull(after);
        return new(Changed) { [after.Occurrence] = after };
    }

    private static DateOnly DateOf(Occurrence occurrence, IReadOnlyDictionary<DateOnly, RecurringOccurrence> changed) =>
        changed.GetValueOrDefault(occurrence.Day)?.Date ?? occurrence.Date;
}
