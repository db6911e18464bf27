using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;
using OpenTelemetry;

namespace Rupaya.Infrastructure.Platform;

/// <summary>
/// Names what a statement does to which tables (OpenTelemetry's <c>db.query.summary</c>) in the place of its text, which is two or three kilobytes for
/// each batch and says nothing more to who looks at a trace.
/// </summary>
internal sealed partial class StatementSummary : BaseProcessor<Activity>
{
    private const string Text = "db.query.text";
    private const int Longest = 200;
    private const int Remembered = 2_000;

    private readonly ConcurrentDictionary<string, string> _known = new(StringComparer.Ordinal);

    public override void OnEnd(Activity data)
    {
        if (data.GetTagItem(Text) is not string text)
        {
            return;
        }
        var summary = _known.Count < Remembered ? _known.GetOrAdd(text, Of) : Of(text);
        data.SetTag(Text, null);
        data.SetTag("db.query.summary", summary);
        data.DisplayName = summary;
    }

    /// <summary>Such as <c>update books, insert entries, select accounts</c>: each verb and table once, in the order of the text.</summary>
    public static string Of(string text)
    {
        var named = NamedResults().Matches(text).Select(m => m.Groups["name"].Value).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var parts = VerbsAndTables()
            .Matches(text)
            .Where(m => !named.Contains(m.Groups["table"].Value))
            .Select(m => $"{Verb(m.Groups["verb"].Value)} {m.Groups["table"].Value.ToLowerInvariant()}")
            .Distinct(StringComparer.Ordinal)
            .ToList();
        var summary = parts.Count > 0 ? string.Join(", ", parts) : Beginning().Match(text).Value.ToLowerInvariant();
        return summary.Length <= Longest ? summary : summary[..Longest];
    }

    private static string Verb(string matched) =>
        matched.Split(' ', '\n', '\r', '\t')[0].ToLowerInvariant() switch
        {
            "from" or "join" => "select",
            var verb => verb,
        };

    // Not "for update", "do update" and "key update", nor what is no table: "distinct from x", "extract(epoch from x)", "from unnest(…)".
    [GeneratedRegex(
        """
            (?<!\b(?:for|key|do|distinct|epoch)\s+)\b(?:
              (?<verb>insert\s+into|update|delete\s+from)\s+(?:only\s+)?"?(?<table>[a-z_]\w*)
              |(?<verb>from|join|copy)\s+(?:only\s+)?"?(?<table>[a-z_]\w*)\b(?!\s*\())
            """,
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace,
        1000
    )]
    private static partial Regex VerbsAndTables();

    [GeneratedRegex(
        """\b(?<name>[a-z_]\w*)\s*(?:\([\w\s,]*\))?\s+as\s+(?:not\s+)?(?:materialized\s*)?\(""",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex NamedResults();

    [GeneratedRegex("""\w+(?:\s+\w+)?""", RegexOptions.None, 1000)]
    private static partial Regex Beginning();
}
