using Rupaya.Domain.Ledger;
using Rupaya.Domain.Money;
using Rupaya.Domain.Results;
using Rupaya.Domain.Transactions;

namespace Rupaya.Domain.Recurring;

/// <summary>Whether a schedule, or one of its days, can be kept: as for a transaction made by hand.</summary>
public static class ScheduleRules
{
    private const int MaxBehind = 1000;

    /// <summary>404 for an unknown account or category, 409 <c>account_archived</c>, 400 for what does not fit; null when it can be kept.</summary>
    /// <param name="schedule">As it is to be stored.</param>
    /// <param name="currency">What its owner says the first account is in; null when nothing is said.</param>
    /// <param name="book">With the accounts and the categories.</param>
    public static Error? Check(RecurringSchedule schedule, string? currency, BookFacts book)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        ArgumentNullException.ThrowIfNull(book);
        var (from, to) = (book.Account(schedule.AccountId), book.Account(schedule.ToAccountId ?? schedule.AccountId));
        if ((from.Error ?? to.Error ?? CheckCategories(schedule, book)) is { } refused)
        {
            return refused;
        }
        if (from.Value.IsArchived || to.Value.IsArchived)
        {
            return Problems.AccountArchived.Error;
        }
        if (currency is not null && currency != from.Value.Currency)
        {
            return Problems.CurrencyMismatch.Because($"The account is in {from.Value.Currency}.", "currency");
        }
        return schedule.ToAccountId is null
            ? TransactionRules.CheckAmounts(schedule.Amount, schedule.Splits, Currency.Of(from.Value.Currency))
            : Transfers.Check(schedule.Amount, schedule.ToAmount, from.Value, to.Value);
    }

    /// <summary>400 for a schedule that never fires, or one that would first have to make up for more than a thousand days.</summary>
    public static Error? CheckDays(RecurringSchedule schedule, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        var days = schedule.Days();
        if (days.At(0) is null)
        {
            return schedule.EndDate is null
                ? Error.Field("startDate", "The schedule would never fire.")
                : Error.Field("endDate", "The schedule would never fire: it ends before its first day.");
        }
        return days.At(schedule.NextIndex + MaxBehind) is { } late && late.Date <= today
            ? Error.Field("startDate", $"More than {MaxBehind} days of it are over.")
            : null;
    }

    /// <summary>404 for an account that is gone, 400 for an amount that does not fit; null when the edited day can be posted.</summary>
    /// <param name="day">As it is to be.</param>
    /// <param name="book">With the accounts.</param>
    public static Error? CheckDay(ScheduledDay day, BookFacts book)
    {
        ArgumentNullException.ThrowIfNull(day);
        ArgumentNullException.ThrowIfNull(book);
        var accounts = day.Schedule.Accounts();
        if ((book.Account(accounts[0]).Error ?? book.Account(accounts[^1]).Error) is { } gone)
        {
            return gone;
        }
        Currency[] currencies = [.. accounts.Select(id => Currency.Of(book.Accounts[id].Currency))];
        return currencies[0].Check(day.Amount)
            ?? (
                day.Splits(currencies[0]).All(s => s.Amount > 0)
                    ? null
                    : Error.Field("amount", "Is too small to be parted as the schedule's splits are.")
            )
            ?? (
                AmountLimits.Allow(day.ToAmount(currencies[^1]))
                    ? null
                    : Error.Field("amount", $"What arrives must be above 0 and at most {AmountLimits.Max} {currencies[^1].Code}.")
            );
    }

    /// <summary>Each category is there and of the kind that is posted.</summary>
    private static Error? CheckCategories(RecurringSchedule schedule, BookFacts book) =>
        TransactionRules.CheckCategories(schedule.Type, schedule.CategoryId, [], book)
        ?? TransactionRules.CheckCategories(schedule.Type, null, schedule.Splits, book);
}
