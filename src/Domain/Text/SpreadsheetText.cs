namespace Rupaya.Domain.Text;

/// <summary>
/// Text that a spreadsheet does not take for a formula (OWASP, CSV injection): an apostrophe goes before one that begins like a formula, and
/// before an apostrophe that begins a text, so that each can be taken away again.
/// </summary>
public static class SpreadsheetText
{
    private const char Guarding = '\'';

    /// <summary>The text as it is safe in a cell.</summary>
    public static string Guard(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length > 0 && (text[0] is Guarding or '=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '＝' or '＋' or '－' or '＠')
            ? $"{Guarding}{text}"
            : text;
    }

    /// <summary>What was guarded.</summary>
    public static string Unguard(string cell)
    {
        ArgumentNullException.ThrowIfNull(cell);
        return cell.StartsWith(Guarding) ? cell[1..] : cell;
    }
}
