using Rupaya.Domain.Text;

namespace Rupaya.Domain.Recurring;

/// <summary>A transaction that may be one of many.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="Type"><c>income</c> or <c>expense</c>.</param>
/// <param name="Merchant">Null for none.</param>
/// <param name="Description">Null for none; one of both is there.</param>
/// <param name="CategoryId">Null for none.</param>
/// <param name="Currency">ISO 4217 code of the account.</param>
/// <param name="Amount">Positive, in major units of <paramref name="Currency"/>.</param>
/// <param name="Date">Civil date in the book's zone.</param>
public sealed record PastPayment(
    Guid AccountId,
    string Type,
    string? Merchant,
    string? Description,
    Guid? CategoryId,
    string Currency,
    decimal Amount,
    DateOnly Date
)
{
    /// <summary>What it is known by: the merchant or, without one, the description.</summary>
    public string Label => Merchant ?? Description ?? "";
}

/// <summary>Payments that look like a schedule.</summary>
/// <param name="Example">The last of them.</param>
/// <param name="Amount">What the next one is to be expected to come to: of steady amounts the newest, of others the median.</param>
/// <param name="PreviousAmount">What a steady amount was before it changed; null where it did not.</param>
/// <param name="Schedule">Their days: it starts on one that is over.</param>
/// <param name="NextDate">When the next one is to be expected, after today.</param>
/// <param name="Count">How many they are.</param>
public sealed record RecurrenceSuggestion(
    PastPayment Example,
    decimal Amount,
    decimal? PreviousAmount,
    Recurrence Schedule,
    DateOnly NextDate,
    int Count
);

/// <summary>
/// Finds what comes again and again: at least three payments of one account and label near the days of one schedule, with amounts that are steady,
/// change seldom, or are within a fifth of their median, and the last one not longer ago than one and a half turns.
/// </summary>
public static class RecurrenceDetector
{
    private const int MinPayments = 3;

    /// <summary>What comes again, the largest amounts first.</summary>
    /// <param name="payments">In any order.</param>
    /// <param name="today">Civil date in the book's zone.</param>
    public static IReadOnlyList<RecurrenceSuggestion> Find(IEnumerable<PastPayment> payments, DateOnly today) =>
        [
            .. payments
                .Where(p => p.Date <= today)
                .GroupBy(p => (p.AccountId, p.Type, NameKey.Of(p.Label)))
                .Select(g => Judge([.. g.OrderBy(p => p.Date)], today))
                .OfType<RecurrenceSuggestion>()
                .OrderByDescending(s => s.Amount)
                .ThenBy(s => s.Example.Label, StringComparer.Ordinal),
        ];

    private static RecurrenceSuggestion? Judge(IReadOnlyList<PastPayment> payments, DateOnly today)
    {
        if (
            payments.Count < MinPayments
            || SteadyAmount.Of([.. payments.Select(p => p.Amount)]) is not { } amount
            || Cadence.Of([.. payments.Select(p => p.Date)]) is not { } cadence
        )
        {
            return null;
        }
        var last = payments[^1];
        if (today.DayNumber - last.Date.DayNumber > cadence.LongestTurn * 3 / 2)
        {
            return null;
        }
        var next = cadence.Schedule.From(cadence.Next).First(o => o.Day > today).Day;
        return new RecurrenceSuggestion(last, amount.Now, amount.Before, cadence.Schedule, next, payments.Count);
    }
}
