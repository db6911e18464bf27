using System.Globalization;
using CsvHelper;
using Microsoft.Extensions.Options;
using Rupaya.Domain.Money;
using Rupaya.Domain.Rates;
using Rupaya.Infrastructure.Ledger.Importing;

namespace Rupaya.Infrastructure.Figures.Rates;

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

    public IReadOnlyList<RateQuote> Read() => Parse(File.ReadAllBytes(Name));

    /// <exception cref="FormatException">A line does not fit; nothing is taken from the file then.</exception>
    public static IReadOnlyList<RateQuote> Parse(byte[] file)
    {
        CsvMalformedRecord? malformed = null;
        using var reader = CsvFile.Open(file, record => malformed ??= record);
        try
        {
            var quotes = new List<RateQuote>();
            reader.ReadHeader();
            var codes = reader.Headers.Select(code => code.Trim()).ToList();
            if (codes is not ["Date", ..])
            {
                throw new FormatException("line 1: the header of reference rates starts with Date.");
            }
            while (reader.Read())
            {
                Add(quotes, codes, reader);
            }
            // Files that were put together may tell of a day twice: what stands further down counts.
            return malformed is { } record
                ? throw new FormatException($"line {record.LineNumber}: its quotes do not match.")
                : [.. quotes.GroupBy(q => (q.Counter, q.Date)).Select(g => g.Last())];
        }
        catch (CsvFormatException e)
        {
            throw new FormatException(e.Message, e);
        }
    }

    private static void Add(List<RateQuote> quotes, List<string> codes, CsvReader reader)
    {
        var date = reader.GetString(0);
        if (!DateOnly.TryParseExact(date, DayFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            throw new FormatException($"line {reader.LineNumber}: {date} is no date.");
        }
        for (var i = 1; i < Math.Min(codes.Count, reader.FieldCount); i++)
        {
            var cell = reader.GetString(i);
            // Currencies that are no more are in the history of the file, not in the table.
            if (cell is "" or "N/A" || Currency.Find(codes[i]) is null)
            {
                continue;
            }
            var isRate = decimal.TryParse(cell, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var rate) && rate > 0;
            quotes.Add(
                isRate
                    ? new RateQuote(Base, codes[i], day, rate)
                    : throw new FormatException($"line {reader.LineNumber}: {cell} is no rate.")
            );
        }
    }
}
