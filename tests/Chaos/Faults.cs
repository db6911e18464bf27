using Rupaya.Infrastructure.Base;
using Rupaya.Infrastructure.Ledger.Projections;
using Rupaya.Infrastructure.Postgres;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Chaos;

/// <summary>The catalogue.</summary>
internal static class Faults
{
    private static readonly TimeSpan Freeze = TimeSpan.FromSeconds(8);

    public static readonly IReadOnlyList<Fault> All =
    [
        new("R1", "API killed", Repeat: true, f => f.RabbitMq, s => KillAsync(s, s.Fleet.Api)),
        new("R1", "everything killed", Repeat: true, f => !f.RabbitMq, s => KillAsync(s, s.Fleet.Api)),
        new("R2", "worker killed", Repeat: true, f => f.RabbitMq, s => KillAsync(s, s.Fleet.Worker)),
        new("R3", "broker killed", Repeat: true, f => f.RabbitMq, s => KillAsync(s, "rabbitmq")),
        new("R4", "database killed", Repeat: true, _ => true, s => KillAsync(s, "postgres")),
        new(
            "R19",
            "dies between commit and answer",
            Repeat: false,
            _ => true,
            s => DieAtAsync(s, s.Fleet.Api, Failpoints.AfterCommitBeforeResponse, 0.02)
        ),
        new(
            "R2b",
            "dies between confirm and delete",
            Repeat: false,
            _ => true,
            s => DieAtAsync(s, s.Fleet.Api, Failpoints.AfterConfirmBeforeDelete, 0.05)
        ),
        new(
            "R7",
            "dies between effect and acknowledgement",
            Repeat: false,
            _ => true,
            s => DieAtAsync(s, s.Fleet.Worker, Failpoints.AfterEffectBeforeAck, 0.02)
        ),
        new(
            "R7b",
            "dies between webhook and record",
            Repeat: false,
            _ => true,
            s => DieAtAsync(s, s.Fleet.Worker, Failpoints.AfterWebhookBeforeRecord, 0.02)
        ),
        new("R5", "connection cut after COMMIT", Repeat: false, _ => true, CutCommitsAsync),
        new("R6a", "durability settings", Repeat: false, _ => true, DurableAsync),
        new("R6b", "WAL flushed before acknowledging", Repeat: false, f => !f.RabbitMq, SyncedAsync),
        new("R12", "disk alarm of the broker", Repeat: false, f => f.RabbitMq, s => AlarmAsync(s, "set_disk_free_limit", "900GB", "200MB")),
        new(
            "R12",
            "memory alarm of the broker",
            Repeat: false,
            f => f.RabbitMq,
            s => AlarmAsync(s, "set_vm_memory_high_watermark", "0.001", "0.4")
        ),
        new(
            "R16",
            "disk of the WAL full",
            Repeat: false,
            f => !f.RabbitMq,
            _ => Skip("needs a file system of its own below pg_wal, and the right to mount one")
        ),
        new("R24", "cache killed", Repeat: false, f => f.RabbitMq, s => KillAsync(s, "redis")),
        new(
            "R25",
            "clock steps",
            Repeat: false,
            f => !f.RabbitMq,
            _ => Skip("needs a clock per process (libfaketime); RecoveryTests and SchedulerTests step it through TimeProvider")
        ),
        new("R26", "database frozen", Repeat: false, _ => true, s => FreezeAsync(s, "postgres")),
        new("R26", "broker frozen", Repeat: false, f => f.RabbitMq, s => FreezeAsync(s, "rabbitmq")),
        new("R26", "cache frozen", Repeat: false, f => f.RabbitMq, s => FreezeAsync(s, "redis")),
        new("R26", "worker frozen", Repeat: false, f => f.RabbitMq, FreezeWorkerAsync),
        new("R28", "rolling restart", Repeat: false, _ => true, RollAsync),
        new("R29", "projections rebuilt", Repeat: false, _ => true, RebuildAsync),
    ];

    private static Task<string?> Skip(string why) => Task.FromResult<string?>($"SKIPPED: {why}");

    private static async Task<string?> KillAsync(Scene scene, Managed process)
    {
        process.Kill();
        scene.Struck();
        await Task.Delay(TimeSpan.FromMilliseconds(200));
        await process.ReadyAsync();
        return null;
    }

    private static async Task<string?> KillAsync(Scene scene, string server)
    {
        scene.Servers.Kill(server);
        scene.Struck();
        await Task.Delay(TimeSpan.FromMilliseconds(500));
        await scene.Servers.StartAsync();
        return null;
    }

    /// <summary>Restarted with the place set, it dies there again and again under the workload; then it is restarted without.</summary>
    private static async Task<string?> DieAtAsync(Scene scene, Managed process, string place, double probability)
    {
        var before = process.Deaths;
        process.Failpoint = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{place}:kill:{probability}");
        process.Kill();
        for (var waited = 0; process.Deaths < before + 4 && waited < 300; waited++)
        {
            await Task.Delay(100);
        }
        process.Failpoint = null;
        var died = process.Deaths - before - 1;
        process.Kill();
        await Task.Delay(TimeSpan.FromMilliseconds(200));
        await scene.Fleet.ReadyAsync();
        return died > 0 ? null : $"the process never died at {place}";
    }

    private static async Task<string?> CutCommitsAsync(Scene scene)
    {
        var before = scene.Fleet.Cutter.Cut;
        for (var i = 0; i < 10; i++)
        {
            scene.Fleet.Cutter.Arm(2);
            await Task.Delay(150);
        }
        scene.Fleet.Cutter.Arm(0);
        return scene.Fleet.Cutter.Cut > before ? null : "no commit was cut";
    }

    private static async Task<string?> DurableAsync(Scene scene)
    {
        await using var connection = await scene.Database.OpenConnectionAsync();
        var wrong = await connection.ReadAsync(
            Command(
                "select name || ' is ' || setting from pg_settings where name in ('fsync', 'full_page_writes', 'synchronous_commit', 'data_checksums') and setting <> 'on'"
            ),
            r => r.GetString(0),
            CancellationToken.None
        );
        return wrong.Count == 0 ? null : string.Join(", ", wrong);
    }

    /// <summary>Commits one after the other: none can share its flush, so there must be one for each.</summary>
    private static async Task<string?> SyncedAsync(Scene scene)
    {
        const int Commits = 30;
        await scene.Workload.RestAsync();
        var (actor, before) = (scene.Workload.Actors[0], await SyncsAsync(scene));
        var first = actor.Acknowledged;
        while (actor.Acknowledged < first + Commits)
        {
            await actor.StepAsync();
        }
        // Statistics are told a moment later.
        await Task.Delay(TimeSpan.FromSeconds(2));
        var syncs = await SyncsAsync(scene) - before;
        scene.Workload.Begin();
        return syncs >= Commits ? null : $"{Commits} commits were acknowledged with {syncs} flushes of the WAL";
    }

    private static async Task<long> SyncsAsync(Scene scene)
    {
        await using var connection = await scene.Database.OpenConnectionAsync();
        return (long)(await connection.ScalarAsync(Command("select wal_sync from pg_stat_wal"), CancellationToken.None))!;
    }

    private static async Task<string?> AlarmAsync(Scene scene, string command, string alarmed, string normal)
    {
        var (code, output) = await scene.Servers.RabbitMqCtlAsync(command, alarmed);
        if (code != 0)
        {
            return $"SKIPPED: rabbitmqctl {command}: {output}";
        }
        await Task.Delay(Freeze);
        await scene.Servers.RabbitMqCtlAsync(command, normal);
        return null;
    }

    private static async Task<string?> FreezeAsync(Scene scene, string server)
    {
        scene.Servers.Pause(server);
        await Task.Delay(Freeze);
        scene.Servers.Resume(server);
        return null;
    }

    private static async Task<string?> FreezeWorkerAsync(Scene scene)
    {
        Signals.Send(scene.Fleet.Worker.Pid, Signals.Stop);
        await Task.Delay(Freeze * 2);
        Signals.Send(scene.Fleet.Worker.Pid, Signals.Continue);
        return null;
    }

    private static async Task<string?> RollAsync(Scene scene)
    {
        var longest = TimeSpan.Zero;
        foreach (var process in scene.Fleet.Processes)
        {
            var took = await process.RestartAsync();
            longest = took > longest ? took : longest;
        }
        return longest < TimeSpan.FromSeconds(30) ? null : $"a process took {longest.TotalSeconds:F0} s to stop";
    }

    private static async Task<string?> RebuildAsync(Scene scene)
    {
        var rebuild = new ProjectionRebuild(scene.Database, new TotalsProjector(scene.Database), new SearchProjector(scene.Database));
        foreach (var actor in scene.Workload.Actors)
        {
            await rebuild.RunAsync(actor.BookId, (_, _, _) => { }, CancellationToken.None);
        }
        return null;
    }
}
