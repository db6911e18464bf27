using Rupaya.Domain.Rates;

namespace Rupaya.Domain.Analytics;

/// <summary>An account with what it holds.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="Currency">ISO 4217 code.</param>
/// <param name="Balance">In <paramref name="Currency"/>, everything that was ever posted included, whatever its date.</param>
public sealed record HeldBalance(Guid AccountId, string Currency, decimal Balance);

/// <summary>What is owned and owed at the end of a day, in the book's currency.</summary>
/// <param name="Date">Civil date in the book's zone.</param>
/// <param name="Assets">Balances above 0.</param>
/// <param name="Liabilities">Balances below 0, as a positive amount.</param>
public sealed record NetWorth(DateOnly Date, decimal Assets, decimal Liabilities)
{
    /// <summary>Assets − liabilities.</summary>
    public decimal Net => Assets - Liabilities;

    /// <summary>
    /// Walks back from what the accounts hold: the balance at the end of a day is the present one less what is dated later. Each day's balance is
    /// converted with that day's rate and rounded at the minor unit.
    /// </summary>
    /// <param name="days">Ascending.</param>
    /// <param name="accounts">With their present balances.</param>
    /// <param name="later">Sums by account; bucket i holds what is dated after day i (from 1) and not after day i + 1.</param>
    /// <param name="currency">The book's.</param>
    /// <param name="rates">Looked up for every day.</param>
    public static (IReadOnlyList<NetWorth> Series, IReadOnlyList<Unconverted> Missing) Over(
        IReadOnlyList<DateOnly> days,
        IReadOnlyCollection<HeldBalance> accounts,
        IEnumerable<FlowSum> later,
        string currency,
        RateTable rates
    )
    {
        var moves = later.ToLookup(s => (s.SubjectId, s.Bucket), s => s.Amount);
        var (assets, liabilities) = (new decimal[days.Count], new decimal[days.Count]);
        var missing = new List<(string, decimal, DateOnly)>();
        foreach (var account in accounts)
        {
            var balance = account.Balance;
            for (var i = days.Count - 1; i >= 0; i--)
            {
                balance -= moves[(account.AccountId, i + 1)].Sum();
                if (balance == 0)
                {
                    continue;
                }
                if (rates.Find(account.Currency, currency, days[i]) is not { } found)
                {
                    missing.Add((account.Currency, balance, days[i]));
                    continue;
                }
                var own = found.Convert(balance, Money.Currency.Of(currency));
                assets[i] += Math.Max(own, 0);
                liabilities[i] += Math.Max(-own, 0);
            }
        }
        return ([.. days.Select((day, i) => new NetWorth(day, assets[i], liabilities[i]))], Unmet(missing));
    }

    /// <summary>Balances are not summed over days: the last day without a rate speaks for its currency.</summary>
    private static IReadOnlyList<Unconverted> Unmet(List<(string Currency, decimal Amount, DateOnly Day)> missing) =>
        [
            .. missing
                .GroupBy(m => m.Currency, StringComparer.Ordinal)
                .OrderBy(g => g.Key, StringComparer.Ordinal)
                .Select(g =>
                {
                    var last = g.Max(m => m.Day);
                    return new Unconverted(g.Key, g.Where(m => m.Day == last).Sum(m => m.Amount), g.Min(m => m.Day), last);
                }),
        ];
}
