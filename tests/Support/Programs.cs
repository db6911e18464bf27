using System.Diagnostics;

namespace Rupaya.Support;

/// <summary>Programs that are run to their end.</summary>
public static class Programs
{
    /// <returns>Its exit code, and what it wrote: to the output first, then to the errors.</returns>
    public static Task<(int Code, string Output)> RunAsync(string program, params string[] arguments) =>
        RunAsync(new ProcessStartInfo(program, arguments));

    /// <inheritdoc cref="RunAsync(string, string[])"/>
    public static async Task<(int Code, string Output)> RunAsync(ProcessStartInfo start)
    {
        (start.UseShellExecute, start.RedirectStandardOutput, start.RedirectStandardError) = (false, true, true);
        using var process = Process.Start(start)!;
        // Both at once: a program that fills the one that nobody reads would wait for ever.
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await errors);
    }
}
