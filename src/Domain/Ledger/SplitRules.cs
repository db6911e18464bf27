using Rupaya.Domain.Money;
using Rupaya.Domain.Results;

namespace Rupaya.Domain.Ledger;

/// <summary>What holds for the parts of a split transaction.</summary>
public static class SplitRules
{
    /// <summary>How many parts a transaction may have.</summary>
    public const int MaxParts = 100;

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
            return Error.Invalid("currency_precision", $"A part has more decimals than {currency.Code}.", "splits");
        }
        return parts.Sum() == amount
            ? null
            : Error.Invalid("splits_do_not_sum", $"The parts sum to {parts.Sum()}, the amount is {amount}.", "splits");
    }
}
