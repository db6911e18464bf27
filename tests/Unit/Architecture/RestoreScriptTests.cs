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
        start.ArgumentList.Add(
            $"for part in lib postgres secrets repository receiver backup restore up; do source \"$ROOT/scripts/$part.sh\"; done; {script}"
        );
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
    [InlineData("DAY0-000000F", "incr")]
    [InlineData("DAY6-000000F", "incr")]
    [InlineData("DAY7-000000F", "full")]
    [InlineData("DAY8-000000F", "full")]
    // What builds on a full one of long ago does not make it younger.
    [InlineData("20200101-000000F 20200101-000000F_DAY0-000000I", "full")]
    public async Task A_full_backup_is_due_once_a_week(string labels, string kind)
    {
        var today = TimeProvider.System.GetUtcNow();
        var dated = Enumerable
            .Range(0, 9)
            .Aggregate(labels, (text, ago) => text.Replace($"DAY{ago}", $"{today.AddDays(-ago):yyyyMMdd}", StringComparison.Ordinal));
        var info = string.Join(',', dated.Split(' ').Select(l => $"\"label\":\"{l}\""));
        var (code, output) = await BashAsync(
            "info=\"$1\"; repository_info() { printf '%s' \"$info\"; }; backup_kind_due",
            labels == "nothing" ? "{}" : info
        );
        (code, output).ShouldBe((0, kind));
    }

    // A full one goes when the next is as old as this: a week and a day before what is promised.
    [Theory]
    [InlineData("35", 0, "27")]
    [InlineData("9", 0, "1")]
    [InlineData("8", 1, "")]
    [InlineData("long", 1, "")]
    public async Task Nothing_is_kept_longer_than_the_setting_says(string days, int code, string full) =>
        (await BashAsync("Backup__RetentionDays=\"$1\"; retention_of_full 2>/dev/null", days)).ShouldBe((code, full));

    // What pgBackRest tells of two backups.
    private const string Info = """
        [{"archive":[{"id":"15-1","max":"000000010000000000000009","min":"000000010000000000000002"}],"backup":[{"archive":{"start":
        "000000010000000000000002","stop":"000000010000000000000002"},"label":"20261120-030000F","lsn":{"start":"0/2000028","stop":"0/2000100"},"timestamp":{"start":1795143600,"stop":1795143660},
        "type":"full"},{"archive":{"start":"000000010000000000000005","stop":"000000010000000000000006"},"label":
        "20261120-030000F_20261121-030000I","lsn":{"start":"0/5000028","stop":"0/6000100"},"timestamp":{"start":1795230000,"stop":1795230005},"type":"incr"}]}]
        """;

    private static readonly string Told = Info.ReplaceLineEndings("").Replace(" ", "", StringComparison.Ordinal);

    [Theory]
    [InlineData("2026-11-26 14:03:00.000000+00", "", "2026-11-26 14:03:00.000000+00")]
    [InlineData("latest", "2026-11-22 01:02:03.000004+00", "2026-11-22 01:02:03.000004+00")]
    // Nothing was committed since: what the database holds is no younger than the backup.
    [InlineData("20261120-030000F", "", "2026-11-20 03:01:00.000000+00")]
    [InlineData("20261120-030000F_20261121-030000I", "", "2026-11-21 03:00:05.000000+00")]
    [InlineData("latest", "", "2026-11-21 03:00:05.000000+00")]
    public async Task The_moment_restored_to_is_that_of_the_last_commit_or_of_the_backup(string target, string replayed, string moment) =>
        (
            await BashAsync(
                "info=\"$2\" replayed=\"$3\"; repository_info() { printf '%s' \"$info\"; }; psql_admin() { printf '%s' \"$replayed\"; }; restored_moment \"$1\"",
                target,
                Told,
                replayed
            )
        ).ShouldBe((0, moment));

    [Fact]
    public async Task A_state_has_the_ports_of_its_own_in_what_rotations_wrote() =>
        (
            await BashAsync(
                "STATE=\"$(mktemp -d)\" POSTGRES_PORT=2 REDIS_PORT=3 RABBITMQ_PORT=4 RABBITMQ_MANAGEMENT_PORT=5; own_ports && "
                    + "echo 'ConnectionStrings__Postgres=Host=127.0.0.1;Port=1;Username=rupaya_app_a' >\"$STATE/app.env\"; own_ports; "
                    + "server_address Postgres none; rm -r \"$STATE\""
            )
        ).ShouldBe((0, "ConnectionStrings__Postgres=Host=127.0.0.1;Port=2;Username=rupaya_app_a"));

    [Fact]
    public async Task A_key_that_could_not_be_replaced_makes_no_new_repository()
    {
        var (code, output) = await BashAsync(
            "set -e; secrets_of_backups() { false; echo went on; }; repository_renew() { echo renewed; }; secrets_rotate backup"
        );
        (code, output).ShouldBe((1, ""));
    }

    [Fact]
    public async Task A_renewed_repository_is_reached_as_the_one_before()
    {
        var (code, output) = await BashAsync(
            "STATE=\"$(mktemp -d)\"; mkdir \"$STATE/backup\"; backup_home_to_postgres() { :; }; Backup__S3Endpoint=elsewhere; "
                + "printf 'repo1-s3-endpoint=store\\nrepo1-path=/a\\nrepo1-cipher-pass=old\\n' >\"$(backup_conf)\"; "
                + "repository_beside s3://bucket/a.renewed-1 new; cat \"$BACKUP_TRIED\"; rm -r \"$STATE\""
        );
        (code, output).ShouldBe((0, "repo1-s3-endpoint=store\nrepo1-path=/a.renewed-1\nrepo1-cipher-pass=new"));
    }

    [Theory]
    [InlineData("ln -s /tmp \"$STATE/socket\"")]
    [InlineData("mkdir -m 777 \"$STATE/socket\"")]
    public async Task A_socket_directory_of_somebody_else_is_refused(string made)
    {
        var (code, output) = await BashAsync(
            $"STATE=\"$(mktemp -d)\"; {made}; (postgres_socket_make 2>&1); code=$?; rm -r \"$STATE\"; exit $code"
        );
        code.ShouldBe(1);
        output.ShouldEndWith("is somebody else's");
    }

    [Fact]
    public async Task What_the_receiver_has_is_moved_aside_within_its_directory()
    {
        var (code, output) = await BashAsync(
            "STATE=\"$(mktemp -d)\"; mkdir -p \"$STATE/backup\" \"$STATE/wal\"; echo \"$STATE/wal\" | tr -d '\\n' >\"$STATE/backup/sync\"; "
                + "echo place >\"$STATE/backup/place\"; touch \"$STATE/wal/000000010000000000000001\"; receiver_aside >/dev/null; "
                + "ls \"$STATE/wal\" \"$STATE\"/wal/before-* | grep -c 000000010000000000000001; ls \"$STATE/wal\" | grep -c 0000000000; rm -r \"$STATE\""
        );
        output.ShouldBe("1\n0", $"{code}");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1, "/a/admin.log")]
    [InlineData(0, "/a/admin.log", "/a/app.log")]
    public async Task Without_a_log_of_the_product_a_restore_is_blind(int code, params string[] logs) =>
        (await BashAsync("tell_of_product \"$@\"", logs)).Code.ShouldBe(code);

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
