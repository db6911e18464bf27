using Rupaya.Domain.Contracts.V1;
using Rupaya.Domain.Recurring;
using Rupaya.Infrastructure.Ledger.Recurring;
using Rupaya.Infrastructure.Ledger.Rows;
using Rupaya.Infrastructure.Ledger.Writing;
using Rupaya.Infrastructure.Messaging;

namespace Rupaya.Features.Recurring.CreateRecurring;

internal sealed class CreateRecurringHandler(BookDoor door)
{
    public Task<Result<Reply<RecurringView>>> HandleAsync(CreateRecurringRequest request, Caller caller, CancellationToken cancellation) =>
        door.WriteAsync<RecurringView>(
            caller,
            changes: 1,
            ScheduleFactory.Reads(request.Template!),
            (book, commit) => Decide(request, book, commit),
            cancellation
        );

    private static Result<Reply<RecurringView>> Decide(CreateRecurringRequest request, LockedBook book, BookCommit commit)
    {
        var recurring = ScheduleFactory.Apply(request, Blank(book, commit));
        var first = request.FirstDate is { } day ? recurring.Days().From(0).TakeWhile(o => o.Day < day).Count() : 0;
        recurring = recurring.GoOnAt(first, new Dictionary<DateOnly, RecurringOccurrence>());
        if (
            (ScheduleRules.Check(recurring, request.Template!.Currency, book) ?? ScheduleRules.CheckDays(recurring, book.Today)) is
            { } refused
        )
        {
            return refused;
        }
        commit.Record("recurring", recurring.RecurringId, before: null, deleted: false, RecurringSql.Insert(recurring));
        if (recurring.NextDate <= book.Today)
        {
            commit.Also(OutboxSql.Insert(new RecurringDue(book.BookId, recurring.RecurringId, book.At), book.At));
        }
        return Reply.Created<RecurringView>(
            RecurringView.From(recurring),
            $"/api/v1/recurring/{recurring.RecurringId}",
            RecurringView.ETag(recurring)
        );
    }

    /// <summary>A schedule before the body says what it is.</summary>
    private static RecurringSchedule Blank(LockedBook book, BookCommit commit) =>
        new()
        {
            BookId = book.BookId,
            RecurringId = Guid.CreateVersion7(book.At),
            Type = default,
            AccountId = default,
            ToAccountId = null,
            CategoryId = null,
            Amount = 0,
            ToAmount = null,
            Description = null,
            Merchant = null,
            Tags = [],
            Frequency = "",
            Interval = 1,
            StartDate = default,
            EndDate = null,
            Nth = null,
            WeekendRule = "none",
            NextIndex = 0,
            NextDate = null,
            CreatedBy = book.ActorId,
            Version = commit.NextSeq,
            CreatedAt = book.At,
            UpdatedAt = book.At,
        };
}
