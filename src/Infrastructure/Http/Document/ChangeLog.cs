using System.Reflection;
using System.Text.RegularExpressions;

namespace Rupaya.Infrastructure.Http.Document;

/// <summary>A version of the API.</summary>
/// <param name="Version">1.N.P: N rises with additions, P with mends of text.</param>
/// <param name="Date">When it was described.</param>
/// <param name="Changes">In Markdown, one each.</param>
internal sealed record ApiVersion(string Version, DateOnly Date, IReadOnlyList<string> Changes);

/// <summary>What changed in the API: <c>docs/api/CHANGELOG.md</c>, the newest version first. The document's own version is the first of it.</summary>
internal static partial class ChangeLog
{
    private static readonly Lazy<IReadOnlyList<ApiVersion>> All = new(() => Parse(Text()));

    /// <summary>The newest first.</summary>
    public static IReadOnlyList<ApiVersion> Versions => All.Value;

    /// <summary>Of the document.</summary>
    public static string Current => Versions[0].Version;

    internal static IReadOnlyList<ApiVersion> Parse(string markdown)
    {
        var versions = new List<(string Version, DateOnly Date, List<string> Changes)>();
        foreach (var line in markdown.Split('\n').Select(l => l.TrimEnd()))
        {
            if (Heading().Match(line) is { Success: true } heading)
            {
                var day = DateOnly.ParseExact(
                    heading.Groups["date"].Value,
                    "yyyy-MM-dd",
                    System.Globalization.CultureInfo.InvariantCulture
                );
                versions.Add((heading.Groups["version"].Value, day, []));
            }
            else if (versions.Count > 0 && line.StartsWith("- ", StringComparison.Ordinal))
            {
                versions[^1].Changes.Add(line[2..]);
            }
            else if (
                versions.Count > 0
                && line.StartsWith("  ", StringComparison.Ordinal)
                && versions[^1].Changes is [.., var last] changes
            )
            {
                changes[^1] = $"{last} {line.Trim()}";
            }
        }
        return [.. versions.Select(v => new ApiVersion(v.Version, v.Date, v.Changes))];
    }

    private static string Text()
    {
        using var file = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream("CHANGELOG.md")!);
        return file.ReadToEnd();
    }

    [GeneratedRegex(
        @"^## (?<version>\d+\.\d+\.\d+) · (?<date>\d{4}-\d{2}-\d{2})$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Heading();
}
