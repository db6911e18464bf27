using System.Text.RegularExpressions;

namespace Rupaya.Upgrade.Journey;

/// <summary>A line of the table of operations.</summary>
/// <param name="Who">The person, or <c>!</c> for a command of the executable.</param>
/// <param name="Method">HTTP's.</param>
/// <param name="Path">Below <c>/api/v1</c>, with parameters as <c>{name}</c> or <c>{name:value}</c>; of a command its arguments.</param>
/// <param name="Query">With its question mark, or empty.</param>
/// <param name="Body">JSON, <c>@file</c>, or empty.</param>
/// <param name="Until">What the answer must have before the journey goes on; null for nothing.</param>
/// <param name="Refusal">What the refusal says, where a success needs what is not here; null for a success.</param>
/// <param name="Keeps">Names, and where in the answer their values are.</param>
internal sealed partial record JourneyStep(
    string Who,
    string Method,
    string Path,
    string Query,
    string Body,
    string? Until,
    string? Refusal,
    IReadOnlyList<(string Name, string Where)> Keeps
)
{
    public const string Command = "!";

    /// <summary>The operation as the API's document names it.</summary>
    public string Operation => $"{Method} /api/v1{ParameterValue().Replace(Path == "/" ? "" : Path, "{${name}}")}";

    public static IReadOnlyList<JourneyStep> Read(string file) =>
        [.. File.ReadLines(file).Where(l => l.Length > 0 && l[0] != '#').Select(Parse)];

    private static JourneyStep Parse(string line)
    {
        if (line.StartsWith(Command, StringComparison.Ordinal))
        {
            return new JourneyStep(Command, "", line[2..], "", "", null, null, []);
        }
        var (rest, keeps) = Cut(line, " => ");
        (rest, var until) = Cut(rest, " until ");
        (rest, var refusal) = Cut(rest, " refused ");
        var parts = rest.Split(' ', 4);
        var (path, query) = Cut(parts[2], "?");
        return new JourneyStep(
            parts[0],
            parts[1],
            path,
            query.Length == 0 ? "" : $"?{query}",
            parts.Length > 3 ? parts[3] : "",
            until.Length == 0 ? null : until,
            refusal.Length == 0 ? null : refusal,
            [.. keeps.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(k => Cut(k, "<"))]
        );
    }

    private static (string Before, string After) Cut(string text, string at) =>
        text.IndexOf(at, StringComparison.Ordinal) is >= 0 and var i ? (text[..i], text[(i + at.Length)..]) : (text, "");

    [GeneratedRegex("\\{(?<name>\\w+)(:[^}]*)?\\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ParameterValue();
}
