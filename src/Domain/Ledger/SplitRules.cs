using Rupaya.Domain.Money;
using Rupaya.Domain.Results;

namespace Rupaya.Domain.Ledger;

/// <summary>What holds for the parts of a split transaction.</summary>
public static class SplitRules
{
    /// <summary>How many parts a transaction may have.</summary>
    public const int MaxParts = 100;

    /// <summary>The parts in the proportion that they have, for another amount; what rounding leaves over is in the largest.</summary>
    /// <param name="parts">Positive amounts.</param>
    /// <param name="amount">What they are to come to, in major units of <paramref name="currency"/>.</param>
    /// <param name="currency">The transaction's currency.</param>
    /// <returns>As many amounts, with that sum; one may be 0 or below where the amount is too small to be parted.</returns>
    public static IReadOnlyList<decimal> Scale(IReadOnlyList<decimal> parts, decimal amount, Currency currency)
    {
        ArgumentNullException.ThrowIfNull(parts);
        ArgumentNullException.ThrowIfNull(currency);
        var whole = parts.Sum();
        var scaled = parts.Select(p => currency.Round(p * amount / whole)).ToList();
        var largest = scaled.IndexOf(scaled.Max());
        scaled[largest] += amount - scaled.Sum();
        return scaled;
    }

    /// <summary>
    /// Null, or why the parts are refused: <c>currency_precision</c> for one finer than the minor unit, <c>splits_do_not_sum</c> when together
    /// they are not exactly the amount.
    /// </summary>
    /// <param name="parts">Positive amounts in major units of <paramref name="currency"/>; none is allowed.</param>
    /// <param name="amount">The transaction's amount.</param>
    /// <param name="currency">The transaction's currency.</param>
    public static Error? Check(IReadOnlyCollection<decimal> parts, decimal amount, Currency currency)
    {
        if (parts.Count == 0)
        {
            return null;
        }
        if (!parts.All(currency.Fits))
        {
            return Problems.CurrencyPrecision.Because($"A part has more decimals than {currency.Code}.", "splits");
        }
        return parts.Sum() == amount
            ? null
            : Problems.SplitsDoNotSum.Because($"The parts sum to {parts.Sum()}, the amount is {amount}.", "splits");
    }
}
