using Rupaya.Domain.Contracts.V1;
using Rupaya.Domain.Money;
using Rupaya.Infrastructure.Ledger.Recurring;
using Rupaya.Infrastructure.Ledger.Writing;
using Rupaya.Infrastructure.Messaging;
using Rupaya.Infrastructure.Postgres.Entities;

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
                var found = await UpcomingOccurrence.FindAsync(book, recurringId, day, c);
                if (!found.IsSuccess)
                {
                    return found.Error!;
                }
                var edited = Edited(found.Value, request);
                if (await CheckAsync(found.Value.With(edited), found.Value, book, c) is { } refused)
                {
                    return refused;
                }
                var view = found.Value.Record(edited, book, commit);
                if (view.Date <= book.Today)
                {
                    commit.Also(OutboxSql.Insert(new RecurringDue(book.BookId, recurringId, book.At), book.At));
                }
                return Reply.Ok<OccurrenceView>(view);
            },
            cancellation
        );

    private static async Task<Error?> CheckAsync(
        ScheduledDay turn,
        UpcomingOccurrence found,
        LockedBook book,
        CancellationToken cancellation
    )
    {
        if (turn.Date < found.Earliest || turn.Date > found.Latest)
        {
            return Error.Field("date", "Must be between the occurrences before and after it.");
        }
        var accounts = ScheduledDay.AccountsOf(turn.Of);
        await book.LoadAccountsAsync(accounts, cancellation);
        if ((book.Account(accounts[0]).Error ?? book.Account(accounts[^1]).Error) is { } gone)
        {
            return gone;
        }
        Currency[] currencies = [.. accounts.Select(id => Currency.Of(book.Accounts[id].Currency))];
        return currencies[0].Check(turn.Amount)
            ?? (
                turn.Splits(currencies[0]).All(s => s.Amount > 0)
                    ? null
                    : Error.Field("amount", "Is too small to be parted as the schedule's splits are.")
            )
            ?? (
                ScheduledDay.IsAmount(turn.ToAmount(currencies[^1]))
                    ? null
                    : Error.Field("amount", $"What arrives must be above 0 and at most {Rules.MaxAmount} {currencies[^1].Code}.")
            );
    }

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
