using System.Globalization;
using System.Text;
using System.Text.Json;
using CsvHelper;
using Rupaya.Domain.Imports;
using Rupaya.Domain.Text;
using Rupaya.Infrastructure.Http;

namespace Rupaya.Infrastructure.Ledger.Importing;

/// <summary>The cells of a row by the names of their columns, each of the form that it should have; the first that has not is remembered.</summary>
internal abstract class CellReader(CsvReader reader)
{
    protected const NumberStyles Number = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;

    private readonly Dictionary<string, int> _columns = reader
        .Headers.Select((name, index) => (Name: name.Trim(), Index: index))
        .Where(column => column.Name.Length > 0)
        .GroupBy(column => column.Name, StringComparer.OrdinalIgnoreCase)
        .ToDictionary(group => group.Key, group => group.First().Index, StringComparer.OrdinalIgnoreCase);

    private readonly int _count = reader.Headers.Count;

    /// <summary>Why the row cannot be imported, as far as it was read; null for nothing.</summary>
    protected RejectedRow? Rejected { get; set; }

    protected int Line => (int)reader.LineNumber;

    protected bool HasAllCells => reader.FieldCount == _count;

    /// <summary>A sentence for a row that has not.</summary>
    protected string CellCount => $"Has {reader.FieldCount} cells; the header has {_count}.";

    protected string OneOf(string column, params string[] known)
    {
        var text = Cell(column);
        return known.Contains(text) ? text : Missing<string>(column, $"Must be one of {string.Join(", ", known)}.") ?? known[0];
    }

    protected Guid? Id(string column)
    {
        var text = Cell(column);
        if (text.Length == 0)
        {
            return null;
        }
        return Guid.TryParseExact(text, "D", out var id) && id != Guid.Empty ? id : Missing<Guid>(column, "Must be a UUID.");
    }

    protected DateOnly? Date(string column)
    {
        var text = Cell(column);
        if (text.Length == 0)
        {
            return null;
        }
        return
            DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            && Rules.IsBookDate(date)
            ? date
            : Missing<DateOnly>(column, "Must be a date that exists, as YYYY-MM-DD.");
    }

    protected string? Text(string column, int limit)
    {
        var cell = Cell(column);
        if (cell.Length == 0)
        {
            return null;
        }
        var text = SpreadsheetText.Unguard(cell);
        if (!TextLength.Fits(text, limit) || !Rules.IsStorable(text))
        {
            Reject(column, "text_too_long", $"At most {limit} characters.");
        }
        return text;
    }

    protected string Cell(string column) => _columns.TryGetValue(column, out var index) ? reader.GetString(index) : "";

    protected T? Missing<T>(string column, string message)
    {
        Reject(column, $"invalid_{JsonNamingPolicy.SnakeCaseLower.ConvertName(column)}", message);
        return default;
    }

    /// <summary>The first reason is kept.</summary>
    protected void Reject(string field, string code, string message) => Rejected ??= Row(field, code, message);

    protected RejectedRow Row(string field, string code, string message) => new(Line, field, code, message, Raw());

    protected string Raw() => RejectedRow.Kept(Encoding.UTF8.GetString(reader.RawRecord));
}
