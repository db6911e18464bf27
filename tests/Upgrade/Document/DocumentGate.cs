using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Rupaya.Upgrade.Document;

/// <summary>What keeps a document from being released: what breaks clients, and what is new and nobody was told of.</summary>
internal static partial class DocumentGate
{
    /// <summary>
    /// Prints the differences; 1 for a break, or an addition that the change log does not name. A break that no client of the release before can
    /// meet is let through when the log names it whole, operation and member, and says why.
    /// </summary>
    /// <param name="older">The document of the release before, a file.</param>
    /// <param name="newer">The document as it is, a file.</param>
    /// <param name="changeLog">A file.</param>
    public static int Run(string older, string newer, string changeLog)
    {
        var changes = DocumentDiff.Between(Read(older), Read(newer));
        var said = Said(File.ReadAllText(changeLog));
        foreach (var change in changes)
        {
            Console.WriteLine(change);
        }
        var untold = Untold(changes, said);
        foreach (var change in untold)
        {
            Console.WriteLine($"UNTOLD {change.Operation} {change.Subject}: say it in the newest section of {Path.GetFileName(changeLog)}");
        }
        var breaks = Breaks(changes, said).Count;
        Console.WriteLine($"{changes.Count(c => !c.Breaks)} additions, {breaks} breaks, {untold.Count} that nobody is told of");
        return breaks + untold.Count == 0 ? 0 : 1;
    }

    /// <summary>The breaks that are not named whole.</summary>
    public static IReadOnlyList<DocumentChange> Breaks(IEnumerable<DocumentChange> changes, IReadOnlySet<string> said) =>
        [.. changes.Where(c => c.Breaks && !said.Contains($"{c.Operation} {c.Subject}"))];

    /// <summary>The additions that are named neither by their operation nor by themselves.</summary>
    public static IReadOnlyList<DocumentChange> Untold(IEnumerable<DocumentChange> changes, IReadOnlySet<string> said) =>
        [.. changes.Where(c => !c.Breaks && !said.Contains(c.Operation) && !c.Subject.Split('.', '[', ']').Any(said.Contains))];

    /// <summary>What the newest version of a change log names in back quotes.</summary>
    public static IReadOnlySet<string> Said(string changeLog)
    {
        var newest = changeLog.Split("\n## ").Skip(1).FirstOrDefault("");
        return Code().Matches(newest).Select(m => m.Groups["name"].Value).ToHashSet(StringComparer.Ordinal);
    }

    private static JsonObject Read(string file) => JsonNode.Parse(File.ReadAllText(file))!.AsObject();

    [GeneratedRegex("`(?<name>[^`]+)`", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Code();
}
