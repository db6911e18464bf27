using System.Globalization;
using Microsoft.Extensions.Options;
using Npgsql;
using Rupaya.Infrastructure.Base;
using Rupaya.Infrastructure.Identity;
using Rupaya.Infrastructure.Identity.Audit;
using Rupaya.Infrastructure.Platform.Logs;
using Rupaya.Infrastructure.Postgres;
using Rupaya.Infrastructure.Recovery;
using Rupaya.Workers.Housekeeping;

namespace Rupaya.Host.Commands;

/// <summary>
/// Tells a database that it was restored: <c>restored --to TIME [--reapply] [--keep-sessions] [--reason TEXT] [--erasures FILE] [LOG …]</c>. The logs
/// of the processes tell what was lost. It may be run again, and then only does what is left.
/// </summary>
internal static class RestoredCommand
{
    // By its name a connection of this command is told from one of the product's processes.
    private const string AtWork = """
        select count(*) from pg_stat_activity where datname = current_database() and usename = $1 and pid <> pg_backend_pid()
        """;

    public static async Task<int> RunAsync(string[] args)
    {
        var options = RestoredOptions.Parse(args);
        await using var app = CommandHost.Build(options.Settings);
        var configuration = app.Services.GetRequiredService<IConfiguration>();
        await using var owner = NpgsqlDataSource.Create(Databases.Settings(configuration, "PostgresOwner"));
        await RefuseAsync(owner, Databases.Settings(configuration, "Postgres").Username!);
        var security = app.Services.GetRequiredService<IOptions<SecurityOptions>>().Value;
        var report = await new Restoration(owner, security, app.Services.GetRequiredService<TimeProvider>()).RunAsync(
            options.Order,
            CancellationToken.None
        );
        // The heads belong into the log stream, as a process would write them.
        using var logs = LoggerFactory.Create(logging => logging.AddLines(new ProcessInfo("command")));
        var audit = new AuditTrail(logs.CreateLogger<AuditTrail>());
        audit.Announce(report.Heads);
        if (!report.AlreadyTold)
        {
            // Makes the key that tokens are signed with from now on.
            await app.Services.GetRequiredService<SigningKeyRing>().RefreshAsync(CancellationToken.None);
        }
        var erased = await EraseAsync(app.Services, audit, logs);
        Tell(options.Order, report, erased);
        return erased < report.Erased ? 1 : 0;
    }

    private static async Task RefuseAsync(NpgsqlDataSource owner, string role)
    {
        await using var command = owner.CreateCommand(AtWork);
        command.Parameters.Add(Sql.Parameter(role));
        if ((long)(await command.ExecuteScalarAsync())! is > 0 and var open)
        {
            throw new InvalidOperationException($"{open} connections of the product are open; stop its processes first, all of them.");
        }
    }

    private static async Task<int> EraseAsync(IServiceProvider services, AuditTrail audit, ILoggerFactory logs)
    {
        var erasures = ActivatorUtilities.CreateInstance<Erasures>(services, audit, logs.CreateLogger<Erasures>());
        var erased = 0;
        for (var some = 1; some > 0; erased += some)
        {
            some = await erasures.RunAsync(CancellationToken.None);
        }
        return erased;
    }

    private static void Tell(RestoreOrder order, RestoreReport report, int erased)
    {
        Console.WriteLine(
            report.AlreadyTold
                ? $"The database knows already that it was restored to {Text(order.RestoredTo)}."
                : $"Restored to {Text(order.RestoredTo)}: {report.Books} books go on with new numbers; {report.Sessions} sessions and "
                    + $"{report.Keys} signing keys ended."
        );
        Console.WriteLine($"{erased} users were erased again.");
        foreach (var (lost, applied) in report.Lost)
        {
            var facts = lost.Data is null or "{}" ? "" : $" {lost.Data}";
            Console.WriteLine($"undone: {Text(lost.At)} {lost.Event} of {lost.SubjectId}{facts}: {applied ?? "NOT applied again"}");
        }
        Console.WriteLine(
            "Mails and webhooks of the last moments may come twice, with the same identity. Idempotency keys used since are unknown."
        );
    }

    private static string Text(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
