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
/// <param name="Amount">Their median.</param>
/// <param name="Frequency">As a <see cref="Recurrence"/> has it.</param>
/// <param name="Interval">As a <see cref="Recurrence"/> has it.</param>
/// <param name="NextDate">When the next one is to be expected, after today.</param>
/// <param name="Count">How many they are.</param>
public sealed record RecurrenceSuggestion(
    PastPayment Example,
    decimal Amount,
    string Frequency,
    int Interval,
    DateOnly NextDate,
    int Count
);

/// <summary>
/// Finds what comes again and again: at least three payments of one account and label, with steady days between them (a weekend's shift is
/// allowed), amounts within a fifth of their median, and the last one not longer ago than one and a half turns.
/// </summary>
public static class RecurrenceDetector
{
    private const int MinPayments = 3;
    private const decimal Tolerance = 0.2m;

    private static readonly (string Frequency, int Interval, int MinDays, int MaxDays)[] Cadences =
    [
        (Recurrence.Weekly, 1, 5, 9),
        (Recurrence.Weekly, 2, 12, 16),
        (Recurrence.Monthly, 1, 25, 36),
        (Recurrence.Monthly, 3, 85, 97),
        (Recurrence.Yearly, 1, 355, 376),
    ];

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
        if (payments.Count < MinPayments)
        {
            return null;
        }
        var median = payments.Select(p => p.Amount).Order().ElementAt(payments.Count / 2);
        if (payments.Any(p => Math.Abs(p.Amount - median) > median * Tolerance))
        {
            return null;
        }
        var gaps = payments.Zip(payments.Skip(1), (a, b) => b.Date.DayNumber - a.Date.DayNumber).ToList();
        var last = payments[^1];
        foreach (var (frequency, interval, min, max) in Cadences)
        {
            if (gaps.TrueForAll(gap => gap >= min && gap <= max) && today.DayNumber - last.Date.DayNumber <= max * 3 / 2)
            {
                var schedule = new Recurrence(frequency, interval, last.Date, null, null, Calendars.WeekendRule.None);
                var next = schedule.From(1).First(o => o.Day > today).Day;
                return new RecurrenceSuggestion(last, median, frequency, interval, next, payments.Count);
            }
        }
        return null;
    }
}
