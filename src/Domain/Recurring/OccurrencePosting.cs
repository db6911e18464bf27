using Rupaya.Domain.Ledger;
using Rupaya.Domain.Money;
using Rupaya.Domain.Transactions;

namespace Rupaya.Domain.Recurring;

/// <summary>
/// What a day of a schedule posts when it comes. It records what happens: there is no limit on overdrafts, and what cannot be posted fails with a
/// reason instead of being tried for ever.
/// </summary>
/// <param name="Occurrence">The day as it is to be kept; of a posted one the transaction's id is the first change's.</param>
/// <param name="Changes">What is posted; empty where it failed.</param>
public sealed record OccurrencePosting(RecurringOccurrence Occurrence, IReadOnlyList<TransactionChange> Changes)
{
    /// <summary>True when nothing could be posted.</summary>
    public bool HasFailed => Occurrence.Status == "failed";

    /// <summary>Decides what the day posts.</summary>
    /// <param name="day">A day that is not skipped.</param>
    /// <param name="book">With the accounts that are still there.</param>
    public static OccurrencePosting Decide(ScheduledDay day, BookFacts book)
    {
        ArgumentNullException.ThrowIfNull(day);
        ArgumentNullException.ThrowIfNull(book);
        var schedule = day.Schedule;
        var from = book.Accounts.GetValueOrDefault(schedule.AccountId);
        var to = schedule.ToAccountId is { } id ? book.Accounts.GetValueOrDefault(id) : from;
        if (from is null || to is null || from.IsArchived || to.IsArchived)
        {
            return Failed(day, "account_archived");
        }
        if (schedule.ToAccountId is null)
        {
            var splits = day.Splits(Currency.Of(from.Currency));
            return splits.Any(s => s.Amount <= 0) ? Failed(day, "amount_out_of_range") : Posted(day, [Single(day, splits, from, book)]);
        }
        var arrives = day.ToAmount(Currency.Of(to.Currency));
        var text = new TransferText(day.Date, day.PostedDescription, schedule.Merchant, schedule.Tags, "cleared");
        return AmountLimits.Allow(arrives)
            ? Posted(day, Transfers.Legs(day.Amount, arrives, from, to, text, book))
            : Failed(day, "amount_out_of_range");
    }

    private static OccurrencePosting Failed(ScheduledDay day, string reason) =>
        new(Kept(day) with { Status = "failed", Reason = reason }, []);

    private static OccurrencePosting Posted(ScheduledDay day, IReadOnlyList<TransactionChange> changes) =>
        new(Kept(day) with { TransactionId = changes[0].After!.TransactionId }, changes);

    private static RecurringOccurrence Kept(ScheduledDay day) =>
        new()
        {
            BookId = day.Schedule.BookId,
            RecurringId = day.Schedule.RecurringId,
            Occurrence = day.Day,
            Status = "posted",
            Date = day.Date,
            Amount = day.Amount,
            Description = day.Description,
        };

    private static TransactionChange Single(ScheduledDay day, IReadOnlyList<Split> splits, Account account, BookFacts book)
    {
        var wanted = new NewTransaction
        {
            AccountId = account.AccountId,
            Amount = day.Amount,
            Flow = day.Schedule.Type,
            Date = day.Date,
            Description = day.PostedDescription,
            Merchant = day.Schedule.Merchant,
            Tags = day.Schedule.Tags,
            Splits = splits,
        };
        return new(null, wanted.Row(book, account, splits.Count == 0 ? day.Schedule.CategoryId : null));
    }
}
