using Rupaya.Domain.Money;

namespace Rupaya.Domain.Rates;

/// <summary>A rate as somebody gave it.</summary>
/// <param name="Base">ISO 4217 code.</param>
/// <param name="Counter">ISO 4217 code.</param>
/// <param name="Date">The civil day it is for.</param>
/// <param name="Rate">Units of <paramref name="Counter"/> for one of <paramref name="Base"/>.</param>
public sealed record RateQuote(string Base, string Counter, DateOnly Date, decimal Rate);

/// <summary>A rate as it was looked up.</summary>
/// <param name="Ratio">Units of the target for one of the source, exact.</param>
/// <param name="AsOf">The day it is from: the older one of two that were crossed.</param>
/// <param name="Source"><c>book</c>, <c>provider</c> or <c>cross</c>.</param>
public sealed record FoundRate(Ratio Ratio, DateOnly AsOf, string Source)
{
    /// <summary>A rate as somebody gave it.</summary>
    public FoundRate(decimal rate, DateOnly asOf, string source)
        : this(Ratio.Of(rate), asOf, source) { }

    /// <summary>The rate in decimals, for showing it; money is converted with <see cref="Convert"/>.</summary>
    public decimal Rate => Ratio.Value;

    /// <summary>The amount in the target's currency: multiplied, divided once, and rounded once.</summary>
    public decimal Convert(decimal amount, Currency target)
    {
        ArgumentNullException.ThrowIfNull(target);
        return Ratio.Apply(amount, target.MinorUnit);
    }
}

/// <summary>
/// Looks rates up: the book's own before the provider's, the latest on or before the day and at most <see cref="MaxAgeDays"/> days old, either way
/// round, and crossed through the book's currency where the pair itself has none. What has no rate has none: it is never taken as 1.
/// </summary>
public sealed class RateTable
{
    /// <summary>A rate that is older than this is none.</summary>
    public const int MaxAgeDays = 7;

    private readonly string _bookCurrency;
    private readonly Dictionary<(string, string), RateQuote[]> _own;
    private readonly Dictionary<(string, string), RateQuote[]> _provider;
    private readonly string[] _pivots;

    /// <param name="bookCurrency">What rates are crossed through.</param>
    /// <param name="own">The book's own rates.</param>
    /// <param name="provider">The provider's, which it quotes against one base or a few.</param>
    public RateTable(string bookCurrency, IEnumerable<RateQuote> own, IEnumerable<RateQuote> provider)
    {
        _bookCurrency = bookCurrency;
        _own = ByPair(own);
        _provider = ByPair(provider);
        _pivots = [.. _provider.Keys.Select(pair => pair.Item1).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>The rate from one currency to another on a day; null when there is none.</summary>
    public FoundRate? Find(string from, string to, DateOnly date)
    {
        if (from == to)
        {
            return new FoundRate(1m, date, "book");
        }
        return Pair(from, to, date) ?? Cross(Pair(from, _bookCurrency, date), Pair(_bookCurrency, to, date), "cross");
    }

    private FoundRate? Pair(string from, string to, DateOnly date) =>
        Quoted(_own, from, to, date, "book") ?? Quoted(_provider, from, to, date, "provider") ?? ThroughPivot(from, to, date);

    /// <summary>A provider that quotes everything against its own currency gives every other pair as well.</summary>
    private FoundRate? ThroughPivot(string from, string to, DateOnly date) =>
        _pivots
            .Select(pivot =>
                Cross(Quoted(_provider, from, pivot, date, "provider"), Quoted(_provider, pivot, to, date, "provider"), "provider")
            )
            .OfType<FoundRate>()
            .MaxBy(found => found.AsOf);

    private static FoundRate? Quoted(Dictionary<(string, string), RateQuote[]> quotes, string from, string to, DateOnly date, string source)
    {
        var (direct, inverse) = (Latest(quotes.GetValueOrDefault((from, to)), date), Latest(quotes.GetValueOrDefault((to, from)), date));
        if (direct is not null && (inverse is null || direct.Date >= inverse.Date))
        {
            return new FoundRate(direct.Rate, direct.Date, source);
        }
        return inverse is null ? null : new FoundRate(Ratio.Of(inverse.Rate).Inverse, inverse.Date, source);
    }

    private static Dictionary<(string, string), RateQuote[]> ByPair(IEnumerable<RateQuote> quotes) =>
        quotes.GroupBy(q => (q.Base, q.Counter)).ToDictionary(g => g.Key, g => g.OrderBy(q => q.Date).ToArray());

    /// <summary>The last quote on or before the day, if it is young enough; found by halves, because a figure asks for thousands of days.</summary>
    private static RateQuote? Latest(RateQuote[]? quotes, DateOnly date)
    {
        var (low, high) = (0, quotes?.Length ?? 0);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = quotes![middle].Date <= date ? (middle + 1, high) : (low, middle);
        }
        return low > 0 && quotes![low - 1].Date.DayNumber >= date.DayNumber - MaxAgeDays ? quotes[low - 1] : null;
    }

    private static FoundRate? Cross(FoundRate? first, FoundRate? second, string source) =>
        first is null || second is null
            ? null
            : new FoundRate(first.Ratio * second.Ratio, first.AsOf < second.AsOf ? first.AsOf : second.AsOf, source);
}
