using System.Diagnostics;

namespace Rupaya.Unit.Architecture;

/// <summary>What the scripts say while they wait.</summary>
public sealed class ScriptTests
{
    private static async Task<(int Code, string Errors)> BashAsync(string script)
    {
        var start = new ProcessStartInfo("bash") { RedirectStandardError = true, UseShellExecute = false };
        start.Environment["ROOT"] = Path.GetFullPath(ReferenceTests.Folder(".."));
        start.Environment["RUPAYA_STATE"] = Path.Combine(Path.GetTempPath(), "rupaya-no-state");
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add($"set -euo pipefail; source \"$ROOT/scripts/lib.sh\"; {script}");
        using var process = Process.Start(start)!;
        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, errors);
    }

    [Fact]
    public async Task What_is_waited_for_in_vain_is_named_with_how_long()
    {
        var (code, errors) = await BashAsync("WAIT_TELL=1; wait_for 2 RabbitMQ false");
        code.ShouldBe(1);
        errors.ShouldBe("Still waiting for RabbitMQ...\nrupaya: waited 2 s for RabbitMQ.\n");
    }

    [Fact]
    public async Task What_comes_in_time_is_not_talked_about() =>
        (await BashAsync("t=$SECONDS; wait_for 20 it eval '((SECONDS - t >= 1))'")).ShouldBe((0, ""));

    [Fact]
    public async Task A_busy_machine_has_three_minutes() => (await BashAsync("echo $PATIENCE >&2")).ShouldBe((0, "180\n"));
}
