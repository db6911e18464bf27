using System.Globalization;
using CsvHelper;
using Rupaya.Domain.Imports;
using Rupaya.Domain.Money;

namespace Rupaya.Infrastructure.Statements;

/// <summary>Understands the cells of a row, or says which one it does not understand and why.</summary>
internal sealed class StatementCells(CsvReader reader, Currency currency)
{
    private readonly Dictionary<string, int> _columns = Known
        .Where(column => reader.TryGetFieldIndex(column, out _))
        .ToDictionary(column => column, reader.GetFieldIndex, StringComparer.Ordinal);

    private static readonly string[] Known = ["date", "amount", "category", "merchant", "type", "description", "reference"];
    private static readonly (string Column, int Limit)[] Limits =
    [
        ("category", 100),
        ("merchant", 200),
        ("description", 500),
        ("reference", 200),
    ];

    private const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
    private const decimal MaxAmount = 999_999_999m;
    private static readonly DateOnly First = new(1900, 1, 1);
    private static readonly DateOnly Last = new(2199, 12, 31);

    /// <returns>A <see cref="StatementRow"/> or a <see cref="RejectedRow"/>.</returns>
    public object Understand() =>
        Parse() switch
        {
            RejectedRow rejected => rejected with { IsNegative = IsNegative() },
            var row => row,
        };

    private bool IsNegative() => decimal.TryParse(Cell("amount"), Style, CultureInfo.InvariantCulture, out var amount) && amount < 0;

    private object Parse()
    {
        var line = (int)reader.LineNumber;
        if (!DateOnly.TryParseExact(Cell("date"), "yyyy-MM-dd", out var date) || date < First || date > Last)
        {
            return new RejectedRow(line, "date", "invalid_date", "Must be a date that exists, as YYYY-MM-DD.");
        }
        var amountText = Cell("amount");
        if (
            amountText is null
            || amountText.Length > 30
            || !decimal.TryParse(amountText, Style, CultureInfo.InvariantCulture, out var amount)
        )
        {
            return new RejectedRow(line, "amount", "invalid_amount", "Must be a number such as -1234.50.");
        }
        if (amount == 0 || Math.Abs(amount) > MaxAmount)
        {
            return new RejectedRow(line, "amount", "invalid_amount", "Must not be 0 and at most 999 999 999.");
        }
        if (!currency.Fits(amount))
        {
            return new RejectedRow(line, "amount", "currency_precision", $"Has more decimals than {currency.Code}.");
        }
        var type = Cell("type")?.ToLowerInvariant();
        if (type is not (null or "income" or "expense"))
        {
            return new RejectedRow(line, "type", "invalid_type", "Must be income or expense.");
        }
        return TooLong(line)
            ?? (object)
                new StatementRow(
                    line,
                    date,
                    currency.Round(amount),
                    type,
                    Cell("category"),
                    Cell("merchant"),
                    Cell("description"),
                    Cell("reference")
                );
    }

    private RejectedRow? TooLong(int line)
    {
        foreach (var (column, limit) in Limits)
        {
            if (Cell(column)?.Length > limit)
            {
                return new RejectedRow(line, column, "text_too_long", $"At most {limit} characters.");
            }
        }
        return null;
    }

    private string? Cell(string column)
    {
        var text = _columns.TryGetValue(column, out var index) ? reader.GetString(index) : "";
        return text.Length == 0 ? null : text;
    }
}
