using System.Diagnostics;

namespace Rupaya.Upgrade.Releases;

/// <summary>A release as it was built: its name and its files.</summary>
/// <param name="Name">Its tag or commit.</param>
/// <param name="Folder">Where <c>rupaya.dll</c> is.</param>
internal sealed record BuiltRelease(string Name, string Folder)
{
    public string Executable => Path.Combine(Folder, "rupaya.dll");

    /// <summary>This one, which is built beside the tool.</summary>
    public static BuiltRelease This { get; } = new("this release", AppContext.BaseDirectory);

    /// <summary>0.1.0 is ready with exactly its own schema; every later one with a newer one too.</summary>
    public bool IsReadyWithNewerSchema => Name != "v0.1.0";

    /// <summary>Runs a command to its end.</summary>
    public async Task<(int Code, string Output)> RunAsync(IReadOnlyDictionary<string, string?> settings, params string[] arguments)
    {
        var start = Start(settings, arguments);
        (start.RedirectStandardOutput, start.RedirectStandardError) = (true, true);
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await errors);
    }

    /// <summary>How one of its processes is started.</summary>
    public ProcessStartInfo Start(IReadOnlyDictionary<string, string?> settings, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Executable, .. arguments])
        {
            UseShellExecute = false,
            WorkingDirectory = Path.GetTempPath(),
        };
        foreach (var (name, value) in settings)
        {
            start.Environment[name.Replace(":", "__", StringComparison.Ordinal)] = value;
        }
        return start;
    }
}
