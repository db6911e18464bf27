using Rupaya.Domain.Contracts.V1;
using Rupaya.Infrastructure.Ledger;
using Rupaya.Infrastructure.Messaging;
using Rupaya.Infrastructure.Persistence.Entities;
using static Rupaya.Infrastructure.Ledger.Sql;

namespace Rupaya.Features.Recurring.EditOccurrence;

internal sealed class EditOccurrenceHandler(BookDoor door)
{
    private const string CurrencyOf = "select currency from accounts where book_id = $1 and account_id = $2";

    public Task<Result<Answer>> HandleAsync(
        Guid recurringId,
        DateOnly day,
        EditOccurrenceRequest request,
        Caller caller,
        CancellationToken cancellation
    ) =>
        door.WriteAsync(
            caller,
            BookReads.Nothing,
            async (book, commit, c) =>
            {
                var found = await OccurrenceTurn.FindAsync(book, recurringId, day, c);
                if (!found.IsSuccess)
                {
                    return found.Error!;
                }
                var account = Command(CurrencyOf, Of(book.BookId), Of(found.Value.Schedule.AccountId));
                var currency = (string)(await book.Connection.ScalarAsync(account, c))!;
                if (Check(request, found.Value, currency) is { } refused)
                {
                    return refused;
                }
                var view = found.Value.Record(Edited(found.Value, request), book, commit);
                if (view.Date <= book.Today)
                {
                    commit.Also(OutboxSql.Insert(new RecurringDue(book.BookId, recurringId, book.At), book.At));
                }
                return Answer.Ok(view);
            },
            cancellation
        );

    private static Error? Check(EditOccurrenceRequest request, OccurrenceTurn found, string currency)
    {
        if (request.Date < found.Earliest || request.Date > found.Latest)
        {
            return Error.Field("date", "Must be between the occurrences before and after it.");
        }
        return request.Amount is { } amount ? RecurringChecks.Precision(amount, currency, "amount") : null;
    }

    private static RecurringOccurrence Edited(OccurrenceTurn found, EditOccurrenceRequest request) =>
        new()
        {
            BookId = found.Schedule.BookId,
            RecurringId = found.Schedule.RecurringId,
            Occurrence = found.Turn.Day,
            Status = "edited",
            Date = request.Date,
            Amount = request.Amount,
            Description = request.Description,
        };
}
