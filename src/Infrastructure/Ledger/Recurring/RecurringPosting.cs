using Rupaya.Domain.Ledger;
using Rupaya.Domain.Recurring;
using Rupaya.Infrastructure.Ledger.Rows;
using Rupaya.Infrastructure.Ledger.Writing;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Infrastructure.Ledger.Recurring;

/// <summary>
/// Posts what a schedule has due. The schedule is read again under the book's head, and the day that was posted moves it on in the same commit: each
/// day is posted once, however often and wherever this runs. It records what happens: no overdraft limit.
/// </summary>
public sealed class RecurringPosting(BookDoor door)
{
    // A schedule that has much to make up for lets other writers in between.
    private const int Chunk = 100;

    /// <summary>Posts everything that is due today in the book's zone.</summary>
    public async Task PostAsync(Guid bookId, Guid recurringId, CancellationToken cancellation)
    {
        var more = true;
        while (more)
        {
            more = false;
            await door.PostAsync(bookId, async (book, commit, c) => more = await PostAsync(recurringId, book, commit, c), cancellation);
        }
    }

    /// <summary>True when there is more to post.</summary>
    private static async Task<bool> PostAsync(Guid recurringId, LockedBook book, BookCommit commit, CancellationToken cancellation)
    {
        var found = await RecurringSql.FindAsync(book, recurringId, cancellation);
        if (!found.IsSuccess || found.Value.NextDate is null || found.Value.NextDate > book.Today)
        {
            return false;
        }
        var schedule = found.Value;
        book.ActorId = schedule.CreatedBy;
        await book.LoadAccountsAsync(schedule.Accounts(), cancellation);
        var changed = await RecurringSql.ChangedAsync(book, recurringId, cancellation);
        var (index, hasFailed) = (schedule.NextIndex, false);
        foreach (var turn in ScheduledDay.From(schedule, index, changed).TakeWhile(t => t.Date <= book.Today).Take(Chunk))
        {
            if (!turn.IsSkipped)
            {
                var posting = OccurrencePosting.Decide(turn, book);
                commit.Record(posting.Changes);
                commit.Also(RecurringSql.Write(posting.Occurrence));
                hasFailed |= posting.HasFailed;
            }
            index = turn.Index + 1;
        }
        var next = schedule.GoOnAt(index, changed);
        GoOn(schedule, next, hasFailed, book, commit);
        return next.NextDate <= book.Today;
    }

    /// <summary>What fails posts nothing, and is a change of the schedule: a forecast that counted on it is no longer valid.</summary>
    private static void GoOn(RecurringSchedule before, RecurringSchedule next, bool hasFailed, LockedBook book, BookCommit commit)
    {
        if (!hasFailed)
        {
            commit.Also(RecurringSql.Advance(next));
            return;
        }
        var failed = next with { Version = commit.NextSeq, UpdatedAt = book.At };
        commit.Record("recurring", failed.RecurringId, before, deleted: false, RecurringSql.Update(failed));
    }
}
