using System.Text;
using System.Text.RegularExpressions;

namespace Rupaya.Upgrade.Migrations;

/// <summary>
/// Cuts a script into statements, in lower case, without comments and with one blank between words. Quoted text is emptied, so that no word of it
/// is taken for one of SQL; what stands between dollars is a body, which <c>do</c> runs.
/// </summary>
internal static partial class SqlStatements
{
    public static IReadOnlyList<string> Of(string sql)
    {
        var statements = new List<string>();
        var statement = new StringBuilder();
        for (var i = 0; i < sql.Length; )
        {
            if (sql[i] == ';')
            {
                Add(statements, statement);
                i++;
                continue;
            }
            var end = EndOf(sql, i);
            Append(statement, sql[i..end]);
            i = end;
        }
        Add(statements, statement);
        return statements;
    }

    /// <summary>Where the comment, quotation or body ends that begins here; the next character where none does.</summary>
    private static int EndOf(string sql, int start) =>
        At(sql, start, "--") ? After(sql, "\n", start)
        : At(sql, start, "/*") ? After(sql, "*/", start + 2)
        : sql[start] is '\'' or '"' ? After(sql, sql[start].ToString(), start + 1)
        : DollarQuote().Match(sql, start) is { Success: true } quote && quote.Index == start ? After(sql, quote.Value, start + quote.Length)
        : start + 1;

    private static void Append(StringBuilder statement, string part) =>
        statement.Append(
            part.StartsWith("--", StringComparison.Ordinal) || part.StartsWith("/*", StringComparison.Ordinal) ? " "
            : part.StartsWith('\'') ? "''"
            : part
        );

    private static void Add(List<string> statements, StringBuilder statement)
    {
        var text = Blanks().Replace(statement.ToString(), " ").Trim().ToLowerInvariant();
        statement.Clear();
        if (DoBlock().Match(text) is { Success: true } block)
        {
            statements.AddRange(Of(BlockWords().Replace(block.Groups["body"].Value, ";")));
        }
        else if (text.Length > 0)
        {
            statements.Add(text);
        }
    }

    private static bool At(string sql, int start, string mark) => string.CompareOrdinal(sql, start, mark, 0, mark.Length) == 0;

    private static int After(string sql, string mark, int start) =>
        sql.IndexOf(mark, start, StringComparison.Ordinal) is >= 0 and var found ? found + mark.Length : sql.Length;

    /// <summary>Behind these words of a block a statement begins.</summary>
    [GeneratedRegex("\\b(begin|loop|then|else)\\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex BlockWords();

    [GeneratedRegex("\\s+", RegexOptions.None, 1000)]
    private static partial Regex Blanks();

    [GeneratedRegex("\\G\\$\\w*\\$", RegexOptions.None, 1000)]
    private static partial Regex DollarQuote();

    [GeneratedRegex("^do (?<quote>\\$\\w*\\$)(?<body>.*)\\k<quote>", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex DoBlock();
}
