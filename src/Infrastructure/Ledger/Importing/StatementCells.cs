using System.Globalization;
using System.Text;
using CsvHelper;
using Rupaya.Domain.Imports;
using Rupaya.Domain.Money;
using Rupaya.Domain.Text;

namespace Rupaya.Infrastructure.Ledger.Importing;

/// <summary>Understands the cells of a row, or says which one it does not understand and why.</summary>
internal sealed class StatementCells(CsvReader reader, QuotedLines lines, Currency currency)
{
    private readonly Dictionary<string, int> _columns = Known
        .Where(column => reader.TryGetFieldIndex(column, out _))
        .ToDictionary(column => column, reader.GetFieldIndex, StringComparer.Ordinal);

    private readonly int _count = reader.Headers.Count;

    private static readonly string[] Known = ["date", "amount", "category", "merchant", "type", "description", "reference"];
    private static readonly (string Column, int Limit)[] Limits =
    [
        ("category", 100),
        ("merchant", 200),
        ("description", 500),
        ("reference", 200),
    ];

    private const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
    private static readonly DateOnly First = new(1900, 1, 1);
    private static readonly DateOnly Last = new(2199, 12, 31);

    /// <returns>A <see cref="StatementRow"/> or a <see cref="RejectedRow"/>.</returns>
    public object Parse()
    {
        if (reader.FieldCount != _count)
        {
            return Reject("row", "wrong_cell_count", $"Has {reader.FieldCount} cells; the header has {_count}.");
        }
        if (!DateOnly.TryParseExact(Cell("date"), "yyyy-MM-dd", out var date) || date < First || date > Last)
        {
            return Reject("date", "invalid_date", "Must be a date that exists, as YYYY-MM-DD.");
        }
        var amountText = Cell("amount");
        if (
            amountText is null
            || amountText.Length > 30
            || !decimal.TryParse(amountText, Style, CultureInfo.InvariantCulture, out var amount)
        )
        {
            return Reject("amount", "invalid_amount", "Must be a number such as -1234.50.");
        }
        if (amount == 0 || Math.Abs(amount) > AmountLimits.Max)
        {
            return Reject("amount", "invalid_amount", "Must not be 0 and at most 999 999 999.");
        }
        if (!currency.Fits(amount))
        {
            return Reject("amount", "currency_precision", $"Has more decimals than {currency.Code}.");
        }
        var type = Cell("type")?.ToLowerInvariant();
        if (type is not (null or "income" or "expense"))
        {
            return Reject("type", "invalid_type", "Must be income or expense.");
        }
        return TooLong()
            ?? (object)
                new StatementRow(
                    lines.LineOf(reader.LineNumber),
                    date,
                    currency.Round(amount),
                    type,
                    Cell("category"),
                    Cell("merchant"),
                    Cell("description"),
                    Cell("reference")
                );
    }

    private RejectedRow? TooLong()
    {
        foreach (var (column, limit) in Limits)
        {
            if (!TextLength.Fits(Cell(column), limit))
            {
                return Reject(column, "text_too_long", $"At most {limit} characters.");
            }
        }
        return null;
    }

    private string? Cell(string column)
    {
        var text = _columns.TryGetValue(column, out var index) ? reader.GetString(index) : "";
        return text.Length == 0 ? null : lines.Restore(text);
    }

    /// <summary>A row whose quotes do not match.</summary>
    public RejectedRow Malformed() =>
        Reject("row", "malformed_row", $"Its quotes do not match, or a quoted text goes over more than {QuotedLines.MaxLines} lines.");

    private RejectedRow Reject(string field, string code, string message) =>
        new(lines.LineOf(reader.LineNumber), field, code, message, Text(), LooksNegative());

    /// <summary>Of a row with cells too many a comma may stand in the amount, or before it: it begins or ends in one of as many cells.</summary>
    private bool LooksNegative()
    {
        var (first, more) = (_columns["amount"], reader.FieldCount - _count);
        if (more <= 0)
        {
            return AmountText.LooksNegative(Cell("amount"));
        }
        var cells = Enumerable.Range(first, more + 1).Select(reader.GetString).ToList();
        return cells.Exists(AmountText.LooksNegative) || AmountText.LooksNegative(string.Join(',', cells));
    }

    private string Text() => RejectedRow.Kept(lines.Restore(Encoding.UTF8.GetString(reader.RawRecord)));
}
