using Rupaya.Domain.Ledger;
using Rupaya.Domain.Money;
using Rupaya.Domain.Rates;

namespace Rupaya.Domain.Analytics;

/// <summary>A sum of transactions that are alike.</summary>
/// <param name="Currency">ISO 4217 code.</param>
/// <param name="Flow">Why money moved.</param>
/// <param name="Direction">Whether it came or went.</param>
/// <param name="Amount">Positive, in major units of <paramref name="Currency"/>.</param>
/// <param name="Day">The day whose rate converts it: then it is the sum of one account and category on it, as of a <see cref="FlowSum"/>.</param>
/// <param name="Count">How many transactions; 0 for what has a day.</param>
public sealed record MovedSum(string Currency, Flow Flow, Direction Direction, decimal Amount, DateOnly? Day, long Count);

/// <summary>What some transactions come to, in one currency.</summary>
/// <param name="Count">How many transactions.</param>
/// <param name="In">All that came in.</param>
/// <param name="Out">All that went out.</param>
/// <param name="Income">What was earned.</param>
/// <param name="Expenses">What was spent, less refunds.</param>
/// <param name="Refunds">What of that was given back.</param>
/// <param name="TransfersIn">What came from other accounts.</param>
/// <param name="TransfersOut">What went to other accounts.</param>
public sealed record TransactionTotals(
    long Count,
    decimal In,
    decimal Out,
    decimal Income,
    decimal Expenses,
    decimal Refunds,
    decimal TransfersIn,
    decimal TransfersOut
)
{
    /// <summary>What came in less what went out, transfers and adjustments included.</summary>
    public decimal Net => In - Out;

    /// <summary>Adds sums of one currency up.</summary>
    public static TransactionTotals Of(IReadOnlyCollection<MovedSum> sums)
    {
        decimal Of(Flow? flow, Direction direction) =>
            sums.Where(s => s.Direction == direction && (flow is null || s.Flow == flow)).Sum(s => s.Amount);

        var refunds = Of(Flow.Refund, Direction.In);
        return new TransactionTotals(
            sums.Sum(s => s.Count),
            Of(null, Direction.In),
            Of(null, Direction.Out),
            Of(Flow.Income, Direction.In),
            Of(Flow.Expense, Direction.Out) - refunds,
            refunds,
            Of(Flow.Transfer, Direction.In),
            Of(Flow.Transfer, Direction.Out)
        );
    }

    /// <summary>
    /// Adds up what is in the book's currency and what is converted into it, each day's sum with that day's rate; and what has no rate, which is in
    /// none of the totals.
    /// </summary>
    /// <param name="sums">Those without a day are of whole currencies; those with one are of the other currencies only.</param>
    /// <param name="currency">The book's.</param>
    /// <param name="rates">Looked up for every day that a sum has.</param>
    public static (TransactionTotals Totals, IReadOnlyList<Unconverted> Missing) Convert(
        IReadOnlyCollection<MovedSum> sums,
        string currency,
        RateTable rates
    )
    {
        ArgumentNullException.ThrowIfNull(rates);
        var own = Currency.Of(currency);
        var converted = sums.Where(s => s.Day is null && s.Currency == currency).ToList();
        var missing = new List<(string, decimal, DateOnly)>();
        foreach (var sum in sums.Where(s => s.Day is not null))
        {
            if (rates.Find(sum.Currency, currency, sum.Day!.Value) is { } found)
            {
                converted.Add(sum with { Currency = currency, Amount = found.Convert(sum.Amount, own) });
            }
            else
            {
                missing.Add((sum.Currency, sum.Direction == Direction.In ? sum.Amount : -sum.Amount, sum.Day.Value));
            }
        }
        return (Of(converted) with { Count = sums.Sum(s => s.Count) }, Unconverted.Of(missing));
    }
}
