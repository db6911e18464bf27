using Rupaya.Domain.Contracts.V1;
using Rupaya.Domain.Ledger;
using Rupaya.Domain.Recurring;
using Rupaya.Infrastructure.Ledger.Writing;
using Rupaya.Infrastructure.Messaging;

namespace Rupaya.Features.Recurring.EditOccurrence;

internal sealed class EditOccurrenceHandler(BookDoor door)
{
    public Task<Result<Reply<OccurrenceView>>> HandleAsync(
        Guid recurringId,
        DateOnly day,
        EditOccurrenceRequest request,
        Caller caller,
        CancellationToken cancellation
    ) =>
        door.WriteAsync<OccurrenceView>(
            caller,
            BookReads.Nothing,
            async (book, commit, c) =>
            {
                var found = await Occurrences.FindAsync(book, recurringId, day, c);
                if (!found.IsSuccess)
                {
                    return found.Error!;
                }
                var edited = Edited(found.Value, request);
                var turn = found.Value.With(edited);
                await book.LoadAccountsAsync(turn.Schedule.Accounts(), c);
                if ((found.Value.CheckDate(turn.Date) ?? ScheduleRules.CheckDay(turn, book)) is { } refused)
                {
                    return refused;
                }
                var view = Occurrences.Record(found.Value, edited, book, commit);
                if (view.Date <= book.Today)
                {
                    commit.Also(OutboxSql.Insert(new RecurringDue(book.BookId, recurringId, book.At), book.At));
                }
                return Reply.Ok<OccurrenceView>(view);
            },
            cancellation
        );

    private static RecurringOccurrence Edited(UpcomingOccurrence found, EditOccurrenceRequest request)
    {
        var before = found.Turn.Changed;
        return new()
        {
            BookId = found.Schedule.BookId,
            RecurringId = found.Schedule.RecurringId,
            Occurrence = found.Turn.Day,
            Status = "edited",
            Date = request.Date.Or(before?.Date),
            Amount = request.Amount.Or(before?.Amount),
            Description = request.Description.Or(before?.Description),
        };
    }
}
