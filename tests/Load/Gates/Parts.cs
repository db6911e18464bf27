using System.Globalization;
using System.Text.Json;

namespace Rupaya.Load.Gates;

/// <summary>
/// One command of <c>./rupaya load</c> starts the product in several roles, one after the other, and measures in each: what was measured is kept as
/// soon as it is there, so that whatever ends the run, there are results.
/// </summary>
internal static class Parts
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    public static async Task KeepAsync(Part part)
    {
        var directory = Directory.CreateDirectory(Ratios.Bench.Setting("LOAD_RESULTS")).FullName;
        await File.WriteAllTextAsync(
            Path.Combine(directory, $"part-{Guid.CreateVersion7():N}.json"),
            JsonSerializer.Serialize(part, Options)
        );
    }

    /// <summary>Keeps a figure and prints it.</summary>
    public static Task TellAsync(Figure figure)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{figure.Name}: {figure.Value:0.##} {figure.Unit}"));
        return KeepAsync(new Part(Figure: figure));
    }

    /// <summary>What was kept, in the order in which it was.</summary>
    public static IEnumerable<Part> Read(string directory) =>
        Directory
            .EnumerateFiles(directory, "part-*.json")
            .Order(StringComparer.Ordinal)
            .Select(file => JsonSerializer.Deserialize<Part>(File.ReadAllText(file), Options)!);
}

/// <summary>One of what can be measured.</summary>
internal sealed record Part(ScenarioRun? Run = null, IReadOnlyList<Ratios.Verdict>? Ratios = null, Figure? Figure = null);
