namespace Rupaya.Domain.Recurring;

/// <summary>What payments that come again amount to.</summary>
/// <param name="Now">What the next one is to be expected to come to.</param>
/// <param name="Before">What it was before its price changed; null where it did not.</param>
internal readonly record struct SteadyAmount(decimal Now, decimal? Before)
{
    // A price: the same to the last digit but for conversion.
    private const decimal Same = 0.005m;

    // A bill: electricity, a phone.
    private const decimal Alike = 0.2m;

    // A price that trebles, or falls to a third, is that of something else.
    private const decimal Factor = 3;

    /// <summary>Null when the amounts, oldest first, are of different things.</summary>
    public static SteadyAmount? Of(IReadOnlyList<decimal> amounts)
    {
        var prices = new List<decimal>();
        foreach (var amount in amounts)
        {
            if (prices.Count == 0 || Math.Abs(amount - prices[^1]) > prices[^1] * Same)
            {
                prices.Add(amount);
            }
        }
        var changes = prices.Zip(prices.Skip(1)).ToList();
        var isOneWay = changes.TrueForAll(c => c.First < c.Second) || changes.TrueForAll(c => c.First > c.Second);
        if (
            changes.Count <= amounts.Count / (isOneWay ? 2 : 3)
            && changes.TrueForAll(c => c.Second <= c.First * Factor && c.First <= c.Second * Factor)
        )
        {
            return new SteadyAmount(amounts[^1], prices.Count == 1 ? null : prices[^2]);
        }
        var median = amounts.Order().ElementAt(amounts.Count / 2);
        return amounts.All(a => Math.Abs(a - median) <= median * Alike) ? new SteadyAmount(median, null) : null;
    }
}
