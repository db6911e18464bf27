using Rupaya.Domain.Recurring;
using Rupaya.Infrastructure.Ledger.Writing;

namespace Rupaya.Features.Recurring.SkipOccurrence;

internal sealed class SkipOccurrenceHandler(BookDoor door)
{
    public Task<Result<Reply<EmptyResponse>>> HandleAsync(Guid recurringId, DateOnly day, Caller caller, CancellationToken cancellation) =>
        door.WriteAsync<EmptyResponse>(
            caller,
            BookReads.Nothing,
            async (book, commit, c) =>
            {
                var found = await Occurrences.FindAsync(book, recurringId, day, c);
                if (!found.IsSuccess)
                {
                    return found.Error!;
                }
                // Where it was moved to, it stays: the days of a schedule keep their order.
                var before = found.Value.Turn.Changed;
                var skipped = new RecurringOccurrence
                {
                    Date = before?.Date,
                    Amount = before?.Amount,
                    Description = before?.Description,
                    BookId = book.BookId,
                    RecurringId = recurringId,
                    Occurrence = day,
                    Status = "skipped",
                };
                Occurrences.Record(found.Value, skipped, book, commit);
                return Reply.NoContent<EmptyResponse>();
            },
            cancellation
        );
}
