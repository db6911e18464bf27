using System.Globalization;
using System.Text.Json;
using Rupaya.Domain.Analytics;
using Rupaya.Domain.Calendars;
using Rupaya.Domain.Ledger;
using Rupaya.Infrastructure.Base;
using Rupaya.Infrastructure.Http;

namespace Rupaya.Infrastructure.Figures;

/// <summary>Money in a currency for which a rate is missing.</summary>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Amount">Signed sum in <paramref name="Currency"/>, untouched: it is in none of the totals.</param>
/// <param name="From">The first day without a rate.</param>
/// <param name="To">The last day without a rate.</param>
public sealed record MissingRate(string Currency, decimal Amount, DateOnly From, DateOnly To)
{
    /// <summary>One for each currency that could not be converted.</summary>
    public static IReadOnlyList<MissingRate> Of(IEnumerable<Unconverted> missing) =>
        [.. missing.Select(m => new MissingRate(m.Currency, m.Amount, m.From, m.To))];

    /// <summary>Each currency once, with the amount of the first that names it and the days of both.</summary>
    public static IReadOnlyList<MissingRate> OncePerCurrency(IEnumerable<Unconverted> first, IEnumerable<Unconverted> second) =>
        [
            .. Of(first.Concat(second))
                .GroupBy(m => m.Currency, StringComparer.Ordinal)
                .OrderBy(g => g.Key, StringComparer.Ordinal)
                .Select(g => g.First() with { From = g.Min(m => m.From), To = g.Max(m => m.To) }),
        ];
}

/// <summary>What was spent in a category.</summary>
/// <param name="CategoryId">Null for Uncategorised.</param>
/// <param name="Category">Its name.</param>
/// <param name="Amount">Expenses less refunds, in the book's currency.</param>
public sealed record NamedAmount(Guid? CategoryId, string Category, decimal Amount)
{
    internal const string Uncategorised = "Uncategorised";

    /// <summary>The spending of a converted period by category, largest first.</summary>
    public static IReadOnlyList<NamedAmount> Of(IReadOnlyCollection<FlowSum> sums, SumRows rows) =>
        [
            .. Dashboard
                .From(sums)
                .Spending.Select(s =>
                    s.CategoryId == Posting.NoCategory
                        ? new NamedAmount(null, Uncategorised, s.Amount)
                        : new NamedAmount(s.CategoryId, rows.Names[s.CategoryId].Name, s.Amount)
                ),
        ];
}

/// <summary>A figure's parameters as text, for the cache and the tag, and back.</summary>
public static class FigureText
{
    private const string Format = "yyyy-MM-dd";

    /// <summary>A civil day as text.</summary>
    public static string Of(DateOnly day) => day.ToString(Format, CultureInfo.InvariantCulture);

    internal static string Of(DateRange range) => $"{Of(range.Start)}&{Of(range.End)}";

    internal static DateOnly Day(string text) => DateOnly.ParseExact(text, Format, CultureInfo.InvariantCulture);

    /// <summary>The last day that a figure's parameters name; the end of time where they name none.</summary>
    internal static DateOnly LastDay(string parameters) =>
        parameters
            .Split('&')
            .Select(p =>
                DateOnly.TryParseExact(p, Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : (DateOnly?)null
            )
            .Max()
        ?? DateOnly.MaxValue;

    internal static DateRange Range(string start, string end) => new(Day(start), Day(end));
}
