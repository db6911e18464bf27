using Rupaya.Infrastructure.Ledger.Recurring;
using Rupaya.Infrastructure.Ledger.Rows;
using Rupaya.Infrastructure.Ledger.Writing;
using Rupaya.Infrastructure.Postgres.Entities;

namespace Rupaya.Features.Recurring;

/// <summary>An occurrence that is still to come, found under the book's head: what editing and skipping have in common.</summary>
/// <param name="Earliest">Its date may not be before: the days of a schedule stay in their order.</param>
/// <param name="Latest">Its date may not be after.</param>
internal sealed record UpcomingOccurrence(
    RecurringSchedule Schedule,
    Dictionary<DateOnly, RecurringOccurrence> Changed,
    ScheduledDay Turn,
    DateOnly Earliest,
    DateOnly Latest
)
{
    private static readonly Error Over = Problems.OccurrencePosted.Error;

    /// <returns>The occurrence; 404 where the schedule has none on that day; 409 <c>occurrence_posted</c>.</returns>
    public static async Task<Result<UpcomingOccurrence>> FindAsync(
        LockedBook book,
        Guid recurringId,
        DateOnly day,
        CancellationToken cancellation
    )
    {
        var found = await RecurringSql.FindAsync(book, recurringId, cancellation);
        if (!found.IsSuccess)
        {
            return found.Error!;
        }
        var schedule = RecurringSql.ScheduleOf(found.Value);
        if (schedule.On(day) is not { } occurrence)
        {
            return Error.NotFound("Occurrence");
        }
        if (occurrence.Index < found.Value.NextIndex)
        {
            return Over;
        }
        var changed = await RecurringSql.ChangedAsync(book, recurringId, cancellation);
        var turn = ScheduledDay.From(found.Value, occurrence.Index, changed).First();
        return new UpcomingOccurrence(
            found.Value,
            changed,
            turn,
            occurrence.Index == 0 ? DateOnly.MinValue : DateOf(schedule.At(occurrence.Index - 1)!.Value, changed),
            schedule.At(occurrence.Index + 1) is { } next ? DateOf(next, changed) : DateOnly.MaxValue
        );
    }

    /// <summary>The occurrence as it would be.</summary>
    public ScheduledDay With(RecurringOccurrence after) =>
        ScheduledDay
            .From(Schedule, Turn.Index, new Dictionary<DateOnly, RecurringOccurrence>(Changed) { [after.Occurrence] = after })
            .First();

    /// <summary>Records the occurrence as it is to be, and moves the schedule on where it was the next.</summary>
    public OccurrenceView Record(RecurringOccurrence after, LockedBook book, BookCommit commit)
    {
        var written = new Dictionary<DateOnly, RecurringOccurrence>(Changed) { [after.Occurrence] = after };
        var next = ScheduledDay.Next(Schedule, Schedule.NextIndex, written) with { Version = commit.NextSeq, UpdatedAt = book.At };
        commit.Record("recurring", Schedule.RecurringId, Schedule, deleted: false, RecurringSql.Write(after), RecurringSql.Update(next));
        return OccurrenceView.From(ScheduledDay.From(Schedule, Turn.Index, written).First());
    }

    private static DateOnly DateOf(Domain.Recurring.Occurrence occurrence, Dictionary<DateOnly, RecurringOccurrence> changed) =>
        changed.GetValueOrDefault(occurrence.Day)?.Date ?? occurrence.Date;
}
