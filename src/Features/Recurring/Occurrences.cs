using Rupaya.Domain.Recurring;
using Rupaya.Infrastructure.Ledger.Rows;
using Rupaya.Infrastructure.Ledger.Writing;

namespace Rupaya.Features.Recurring;

/// <summary>Finds and records an occurrence that is still to come, under the book's head.</summary>
internal static class Occurrences
{
    /// <summary>The occurrence; 404 where the schedule has none on that day; 409 <c>occurrence_posted</c>.</summary>
    public static async Task<Result<UpcomingOccurrence>> FindAsync(
        LockedBook book,
        Guid recurringId,
        DateOnly day,
        CancellationToken cancellation
    )
    {
        var found = await RecurringSql.FindAsync(book, recurringId, cancellation);
        return found.IsSuccess
            ? UpcomingOccurrence.Find(found.Value, await RecurringSql.ChangedAsync(book, recurringId, cancellation), day)
            : found.Error!;
    }

    /// <summary>Records the occurrence as it is to be, and moves the schedule on where it was the next.</summary>
    public static OccurrenceView Record(UpcomingOccurrence found, RecurringOccurrence after, LockedBook book, BookCommit commit)
    {
        var schedule = found.Schedule;
        var next = found.ScheduleWith(after) with { Version = commit.NextSeq, UpdatedAt = book.At };
        commit.Record("recurring", schedule.RecurringId, schedule, deleted: false, RecurringSql.Write(after), RecurringSql.Update(next));
        return OccurrenceView.From(found.With(after));
    }
}
