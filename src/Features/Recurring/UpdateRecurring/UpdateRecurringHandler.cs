using Rupaya.Domain.Contracts.V1;
using Rupaya.Infrastructure.Ledger;
using Rupaya.Infrastructure.Messaging;
using Rupaya.Infrastructure.Persistence.Entities;
using static Rupaya.Infrastructure.Ledger.Sql;

namespace Rupaya.Features.Recurring.UpdateRecurring;

internal sealed class UpdateRecurringHandler(BookDoor door)
{
    private const string LastOver =
        "select max(occurrence) from recurring_occurrences where book_id = $1 and recurring_id = $2 and status in ('posted', 'failed')";

    public Task<Result<Answer>> HandleAsync(
        Guid recurringId,
        RecurringBody request,
        IfMatch ifMatch,
        Caller caller,
        CancellationToken cancellation
    ) =>
        door.WriteAsync(
            caller,
            RecurringChecks.Reads(request.Template!),
            async (book, commit, c) =>
            {
                var before = await RecurringSql.FindAsync(book, recurringId, c);
                if ((before.Error ?? ifMatch.Check(before.Value.Version)) is { } refused)
                {
                    return refused;
                }
                var after = RecurringChecks.Apply(request, before.Value) with { Version = commit.NextSeq, UpdatedAt = book.At };
                var isNewSchedule = RecurringSql.ScheduleOf(after) != RecurringSql.ScheduleOf(before.Value);
                after = isNewSchedule
                    ? GoOn(after, await book.Connection.ScalarAsync(Command(LastOver, Of(book.BookId), Of(recurringId)), c) as DateOnly?)
                    : RecurringTurn.Next(after, after.NextIndex, await RecurringSql.ChangedAsync(book, recurringId, c));
                if ((RecurringChecks.Check(after, book) ?? RecurringBodyValidator.Check(after, book.Today)) is { } wrong)
                {
                    return wrong;
                }
                Record(before.Value, after, isNewSchedule, book, commit);
                return Answer.Ok(RecurringView.From(after), RecurringView.ETag(after));
            },
            cancellation
        );

    /// <summary>A changed schedule goes on with its first day after the last that is over.</summary>
    private static Infrastructure.Persistence.Entities.Recurring GoOn(Infrastructure.Persistence.Entities.Recurring after, DateOnly? over)
    {
        var schedule = RecurringSql.ScheduleOf(after);
        var index = schedule.From(0).TakeWhile(o => over is not null && o.Day <= over).Count();
        return RecurringTurn.Next(after, index, new Dictionary<DateOnly, RecurringOccurrence>());
    }

    private static void Record(
        Infrastructure.Persistence.Entities.Recurring before,
        Infrastructure.Persistence.Entities.Recurring after,
        bool isNewSchedule,
        LockedBook book,
        BookCommit commit
    )
    {
        commit.Record("recurring", after.RecurringId, before, deleted: false, RecurringSql.Update(after));
        if (isNewSchedule)
        {
            commit.Also(RecurringSql.ForgetChanged(after));
        }
        if (after.NextDate <= book.Today)
        {
            commit.Also(OutboxSql.Insert(new RecurringDue(book.BookId, after.RecurringId, book.At), book.At));
        }
    }
}
