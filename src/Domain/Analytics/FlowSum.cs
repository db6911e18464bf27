using Rupaya.Domain.Ledger;
using Rupaya.Domain.Rates;

namespace Rupaya.Domain.Analytics;

/// <summary>A sum of journal lines that are alike.</summary>
/// <param name="SubjectId">What they are summed by: a category (<see cref="Posting.NoCategory"/> for none) or an account.</param>
/// <param name="Currency">ISO 4217 code.</param>
/// <param name="Flow">Why money moved.</param>
/// <param name="Amount">Signed sum in major units of <paramref name="Currency"/>.</param>
/// <param name="Day">
/// The day whose rate converts it; null in the book's currency. What has a day is the sum of one account and category on it, so that figures
/// which group differently still round alike.
/// </param>
/// <param name="Bucket">Which part of the range it is in, from 1.</param>
/// <param name="Count">How many postings stand.</param>
public sealed record FlowSum(
    Guid SubjectId,
    string Currency,
    Flow Flow,
    decimal Amount,
    DateOnly? Day = null,
    int Bucket = 1,
    long Count = 0
);

/// <summary>A sum that could not be converted, untouched.</summary>
/// <param name="Currency">Its own currency.</param>
/// <param name="Amount">Signed sum in that currency.</param>
/// <param name="From">The first day without a rate.</param>
/// <param name="To">The last day without a rate.</param>
public sealed record Unconverted(string Currency, decimal Amount, DateOnly From, DateOnly To)
{
    /// <summary>One for each currency, in the order of their codes.</summary>
    public static IReadOnlyList<Unconverted> Of(IEnumerable<(string Currency, decimal Amount, DateOnly Day)> sums) =>
        [
            .. sums.GroupBy(s => s.Currency, StringComparer.Ordinal)
                .OrderBy(g => g.Key, StringComparer.Ordinal)
                .Select(g => new Unconverted(g.Key, g.Sum(s => s.Amount), g.Min(s => s.Day), g.Max(s => s.Day))),
        ];
}

/// <summary>Sums in the book's currency, and what has no rate: it is left out of them, never converted at 1.</summary>
/// <param name="Sums">Income, expenses and refunds; transfers, openings and adjustments are none of these.</param>
/// <param name="Missing">What could not be converted.</param>
public sealed record ConvertedSums(IReadOnlyList<FlowSum> Sums, IReadOnlyList<Unconverted> Missing)
{
    /// <summary>Converts each day's sum with that day's rate and rounds it at the minor unit.</summary>
    /// <param name="sums">Of the journal.</param>
    /// <param name="currency">The book's.</param>
    /// <param name="rates">Looked up for every day that has a sum in another currency.</param>
    public static ConvertedSums Of(IEnumerable<FlowSum> sums, string currency, RateTable rates)
    {
        var own = Money.Currency.Of(currency);
        var (converted, missing) = (new List<FlowSum>(), new List<(string, decimal, DateOnly)>());
        foreach (var sum in sums.Where(s => s.Flow is Flow.Income or Flow.Expense or Flow.Refund))
        {
            if (sum.Currency == currency)
            {
                converted.Add(sum);
            }
            else if (rates.Find(sum.Currency, currency, sum.Day!.Value) is { } found)
            {
                converted.Add(sum with { Currency = currency, Amount = found.Convert(sum.Amount, own) });
            }
            else
            {
                missing.Add((sum.Currency, sum.Amount, sum.Day.Value));
            }
        }
        return new ConvertedSums(converted, Unconverted.Of(missing));
    }
}

/// <summary>What came in and what went out, in the book's currency.</summary>
/// <param name="Income">Money earned.</param>
/// <param name="Expenses">Money spent less refunds.</param>
/// <param name="Count">How many postings that is.</param>
public readonly record struct IncomeStatement(decimal Income, decimal Expenses, long Count)
{
    /// <summary>Income − expenses.</summary>
    public decimal Net => Income - Expenses;

    /// <summary>Adds up converted sums.</summary>
    public static IncomeStatement Of(IEnumerable<FlowSum> sums)
    {
        var (income, expenses, count) = (0m, 0m, 0L);
        foreach (var sum in sums)
        {
            income += sum.Flow == Flow.Income ? sum.Amount : 0;
            expenses -= sum.Flow == Flow.Income ? 0 : sum.Amount;
            count += sum.Count;
        }
        return new IncomeStatement(income, expenses, count);
    }
}
