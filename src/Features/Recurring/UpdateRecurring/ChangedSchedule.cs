using Rupaya.Domain.Recurring;
using Rupaya.Infrastructure.Ledger.Recurring;
using Rupaya.Infrastructure.Ledger.Rows;
using Rupaya.Infrastructure.Ledger.Writing;
using Rupaya.Infrastructure.Postgres;
using Rupaya.Infrastructure.Postgres.Entities;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Features.Recurring.UpdateRecurring;

/// <summary>Where a schedule goes on when its days change.</summary>
internal static class ChangedSchedule
{
    private const string LastPosted =
        "select max(occurrence) from recurring_occurrences where book_id = $1 and recurring_id = $2 and status in ('posted', 'failed')";

    /// <returns>
    /// The schedule, going on with its first day after the last that is over, posted or passed over; and the days whose edits and skips it has no
    /// use for.
    /// </returns>
    public static async Task<(RecurringSchedule Next, IReadOnlyList<DateOnly> Forgotten)> GoOnAsync(
        RecurringSchedule before,
        RecurringSchedule after,
        LockedBook book,
        CancellationToken cancellation
    )
    {
        var changed = await RecurringSql.ChangedAsync(book, before.RecurringId, cancellation);
        var (old, schedule) = (RecurringSql.ScheduleOf(before), RecurringSql.ScheduleOf(after));
        if (old == schedule)
        {
            return (ScheduledDay.Next(after, after.NextIndex, changed), []);
        }
        var last = Command(LastPosted, Parameter(book.BookId), Parameter(before.RecurringId));
        var posted = await book.Connection.ScalarAsync(last, cancellation) as DateOnly?;
        var passed = before.NextIndex > 0 ? old.At(before.NextIndex - 1)?.Day : null;
        var over = posted > passed || passed is null ? posted : passed;
        var forgotten = changed
            .Values.Where(c => (over is null || c.Occurrence > over) && !Fits(c, schedule))
            .Select(c => c.Occurrence)
            .ToList();
        forgotten.ForEach(day => changed.Remove(day));
        var index = schedule.From(0).TakeWhile(o => over is not null && o.Day <= over).Count();
        return (ScheduledDay.Next(after, index, changed), forgotten);
    }

    /// <summary>True when the schedule has the day, and where it was moved to lies between its neighbours.</summary>
    private static bool Fits(RecurringOccurrence change, Recurrence schedule) =>
        schedule.On(change.Occurrence) is { } occurrence
        && (
            change.Date is not { } moved
            || (
                (occurrence.Index == 0 || moved >= schedule.At(occurrence.Index - 1)!.Value.Date)
                && (schedule.At(occurrence.Index + 1) is not { } next || moved <= next.Date)
            )
        );
}
