using System.Globalization;
using Microsoft.Extensions.Options;
using Rupaya.Domain.Money;
using Rupaya.Domain.Rates;

namespace Rupaya.Infrastructure.Rates;

/// <summary>Bound from <c>Rates</c>.</summary>
internal sealed record RateOptions
{
    /// <summary>A CSV file in the format of the European Central Bank's euro reference rates, daily or historical; none when empty.</summary>
    public string? File { get; init; }
}

/// <summary>
/// Reads the European Central Bank's euro foreign exchange reference rates (eurofxref.csv and eurofxref-hist.csv): a header of currency codes, a
/// row for each day, units of the currency for one euro, <c>N/A</c> where there was none. Days are <c>2026-11-20</c> or <c>20 November 2026</c>.
/// </summary>
/// <remarks>Format: https://www.ecb.europa.eu/stats/policy_and_exchange_rates/euro_reference_exchange_rates</remarks>
internal sealed class EcbRateFile(IOptions<RateOptions> options) : IRateProvider
{
    private const string Base = "EUR";

    private static readonly string[] DayFormats = ["yyyy-MM-dd", "d MMMM yyyy"];

    public string Name => options.Value.File ?? "";

    public string? Revision()
    {
        var file = new FileInfo(Name.Length == 0 ? "none" : Name);
        return Name.Length > 0 && file.Exists ? $"{file.FullName} {file.LastWriteTimeUtc:O} {file.Length}" : null;
    }

    public IReadOnlyList<RateQuote> Read() => Parse(File.ReadAllLines(Name));

    /// <exception cref="FormatException">A line does not fit; nothing is taken from the file then.</exception>
    public static IReadOnlyList<RateQuote> Parse(IReadOnlyList<string> lines)
    {
        if (lines.Count == 0 || Cells(lines[0]) is not ["Date", .. var codes])
        {
            throw new FormatException("line 1: the header of reference rates starts with Date.");
        }
        var quotes = new List<RateQuote>();
        for (var i = 1; i < lines.Count; i++)
        {
            if (!string.IsNullOrWhiteSpace(lines[i]))
            {
                Add(quotes, codes, Cells(lines[i]), i + 1);
            }
        }
        // Files that were put together may tell of a day twice: what stands further down counts.
        return [.. quotes.GroupBy(q => (q.Counter, q.Date)).Select(g => g.Last())];
    }

    private static void Add(List<RateQuote> quotes, string[] codes, string[] cells, int line)
    {
        if (!DateOnly.TryParseExact(cells[0], DayFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            throw new FormatException($"line {line}: {cells[0]} is no date.");
        }
        foreach (var (code, cell) in codes.Zip(cells.Skip(1)))
        {
            // Currencies that are no more are in the history of the file, not in the table.
            if (cell is "" or "N/A" || Currency.Find(code) is null)
            {
                continue;
            }
            var isRate = decimal.TryParse(cell, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var rate) && rate > 0;
            quotes.Add(isRate ? new RateQuote(Base, code, day, rate) : throw new FormatException($"line {line}: {cell} is no rate."));
        }
    }

    private static string[] Cells(string line) => [.. line.TrimEnd().TrimEnd(',').Split(',').Select(c => c.Trim())];
}
