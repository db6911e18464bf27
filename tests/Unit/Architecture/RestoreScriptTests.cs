using System.Diagnostics;

namespace Rupaya.Unit.Architecture;

/// <summary>What the scripts of backups make of what they are told.</summary>
public sealed class RestoreScriptTests
{
    private static async Task<(int Code, string Output)> BashAsync(string script, params string[] arguments)
    {
        var start = new ProcessStartInfo("bash") { RedirectStandardOutput = true, UseShellExecute = false };
        start.Environment["ROOT"] = Path.GetFullPath(ReferenceTests.Folder(".."));
        start.Environment["RUPAYA_STATE"] = Path.Combine(Path.GetTempPath(), "rupaya-no-state");
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add($"for part in lib repository backup restore up; do source \"$ROOT/scripts/$part.sh\"; done; {script}");
        start.ArgumentList.Add("bash");
        Array.ForEach(arguments, start.ArgumentList.Add);
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output.TrimEnd('\n'));
    }

    [Theory]
    [InlineData("latest", "latest")]
    [InlineData("20261127-014202F_20261127-014622I", "20261127-014202F_20261127-014622I")]
    // A time without offset is UTC, whatever the machine's is.
    [InlineData("2026-11-26 14:03", "2026-11-26 14:03:00.000000+00")]
    [InlineData("2026-11-26T15:03:00.25+01:00", "2026-11-26 14:03:00.250000+00")]
    public async Task A_moment_is_a_time_a_backup_or_the_latest(string text, string target) =>
        (await BashAsync("restore_target \"$1\"", text)).ShouldBe((0, target));

    [Theory]
    [InlineData("yesterday")]
    [InlineData("now")]
    [InlineData("20261127")]
    [InlineData("2026-13-01 00:00")]
    [InlineData("20261127-014202F; rm -rf /")]
    public async Task What_is_none_of_them_is_refused(string text) => (await BashAsync("restore_target \"$1\"", text)).Code.ShouldBe(1);

    [Theory]
    [InlineData("[FormatError] unable to load info file 'x' or 'y':", "the key in backup.key is not that of this repository")]
    [InlineData(
        "ERROR: [028]: backup and archive info files exist but do not match the database\n       HINT: is this",
        "the repository holds the backups of another cluster"
    )]
    [InlineData(
        "WARN: a\nERROR: [029]: zst error: [-20] Data corruption detected\nHINT: b",
        "ERROR: [029]: zst error: [-20] Data corruption detected"
    )]
    public async Task What_goes_wrong_is_one_line(string errors, string line) =>
        (await BashAsync("repository_problem <<<\"$1\"", errors)).ShouldBe((0, line));

    [Theory]
    [InlineData("/srv")]
    [InlineData("relative")]
    [InlineData("s3://bucket-only")]
    public async Task A_place_that_holds_the_key_or_is_none_is_refused(string place) =>
        (await BashAsync("STATE=/srv/state; place_settings \"$1\" 2>/dev/null", place)).Code.ShouldBe(1);

    [Theory]
    [InlineData("nothing", "full")]
    [InlineData("20200101-000000F", "full")]
    [InlineData("TODAY-000000F", "incr")]
    // What builds on a full one of long ago does not make it younger.
    [InlineData("20200101-000000F 20200101-000000F_TODAY-000000I", "full")]
    public async Task A_full_backup_is_due_once_a_week(string labels, string kind)
    {
        var today = TimeProvider.System.GetUtcNow().ToString("yyyyMMdd", System.Globalization.CultureInfo.InvariantCulture);
        var info = string.Join(',', labels.Replace("TODAY", today, StringComparison.Ordinal).Split(' ').Select(l => $"\"label\":\"{l}\""));
        var (code, output) = await BashAsync(
            "info=\"$1\"; repository_info() { printf '%s' \"$info\"; }; backup_kind_due",
            labels == "nothing" ? "{}" : info
        );
        (code, output).ShouldBe((0, kind));
    }

    [Fact]
    public async Task While_a_restore_is_under_way_nothing_is_started()
    {
        var (code, output) = await BashAsync(
            "STATE=\"$(mktemp -d)\"; touch \"$STATE/RESTORING\"; (up 2>&1); code=$?; rm -r \"$STATE\"; exit $code"
        );
        code.ShouldBe(1);
        output.ShouldContain("a restore is under way or broke off");
    }
}
