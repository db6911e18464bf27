namespace Rupaya.Domain.Imports;

/// <summary>A row of a statement file whose cells were understood.</summary>
/// <param name="Line">Line of the file, the header being 1.</param>
/// <param name="Date">Civil date.</param>
/// <param name="Amount">As written, with its sign, in major units of the account's currency; never 0.</param>
/// <param name="Type"><c>income</c>, <c>expense</c>, or null where the file does not say.</param>
/// <param name="Category">Name, or null.</param>
/// <param name="Merchant">Or null.</param>
/// <param name="Description">Or null.</param>
/// <param name="Reference">The bank's own id of the row, or null.</param>
public sealed record StatementRow(
    int Line,
    DateOnly Date,
    decimal Amount,
    string? Type,
    string? Category,
    string? Merchant,
    string? Description,
    string? Reference
);

/// <summary>Why a row cannot be imported.</summary>
/// <param name="Line">Line of the file.</param>
/// <param name="Field">The column; <c>row</c> for the row as a whole.</param>
/// <param name="Code">Stable.</param>
/// <param name="Message">For people.</param>
/// <param name="Text">The row as it stands in the file, at most <see cref="MaxText"/> characters.</param>
/// <param name="IsNegative">True when a person would read its amount as negative: it tells, too, that the file has signs.</param>
public sealed record RejectedRow(int Line, string Field, string Code, string Message, string Text, bool IsNegative = false)
{
    /// <summary>Characters that are kept of a rejected row.</summary>
    public const int MaxText = 1000;

    /// <summary>The beginning of a row that may be kept: without its line's end, and with no half of a character.</summary>
    public static string Kept(string row)
    {
        ArgumentNullException.ThrowIfNull(row);
        var text = row.TrimEnd('\r', '\n');
        return text.Length <= MaxText ? text : text[..(char.IsHighSurrogate(text[MaxText - 1]) ? MaxText - 1 : MaxText)];
    }
}
