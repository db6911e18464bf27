using System.Runtime.InteropServices;
using System.Text.Json;
using Rupaya.Load.Gates;

namespace Rupaya.Load.Reports;

/// <summary>Writes an outcome as JSON, Markdown and a page.</summary>
internal static class Report
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static void Write(string directory, Collected collected)
    {
        Directory.CreateDirectory(directory);
        var outcome = collected.Outcome(Machine());
        File.WriteAllText(Path.Combine(directory, "results.json"), JsonSerializer.Serialize(outcome, Options));
        File.WriteAllText(Path.Combine(directory, "results.md"), Markdown.Write(outcome, collected.TargetOf));
        File.WriteAllText(Path.Combine(directory, "results.html"), Html.Write(outcome, collected.TargetOf));
    }

    private static string Machine() =>
        $"{Environment.ProcessorCount} cores, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}";
}
