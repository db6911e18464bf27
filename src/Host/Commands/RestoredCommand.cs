using System.Globalization;
using Microsoft.Extensions.Options;
using Npgsql;
using Rupaya.Infrastructure.Base;
using Rupaya.Infrastructure.Identity;
using Rupaya.Infrastructure.Identity.Audit;
using Rupaya.Infrastructure.Ledger.Writing;
using Rupaya.Infrastructure.Platform.Logs;
using Rupaya.Infrastructure.Postgres;
using Rupaya.Infrastructure.Recovery;
using Rupaya.Workers.Housekeeping;

namespace Rupaya.Host.Commands;

/// <summary>
/// Tells a database that it was restored: <c>restored --to TIME [--reapply] [--keep-sessions] [--reason TEXT] [--erasures FILE] [LOG …]</c>. The logs
/// of the processes tell what was lost, and the list of erasures, where one is kept, who left. It may be run again, and then only does what is left.
/// </summary>
internal static class RestoredCommand
{
    // Whichever login a process has, the application's role is its own or is granted to it (ADR 26). A superuser has every role, and is nobody of ours.
    private const string AtWork = """
        select count(*) from pg_stat_activity a join pg_roles r on r.oid = a.usesysid
         where a.datname = current_database() and not r.rolsuper and pg_has_role(r.oid, 'rupaya_app', 'usage') and a.pid <> pg_backend_pid()
        """;

    private const string Left = "select count(*) from users where user_id = any($1)";

    public static async Task<int> RunAsync(string[] args)
    {
        var options = RestoredOptions.Parse(args);
        await using var app = CommandHost.Build(options.Settings);
        var configuration = app.Services.GetRequiredService<IConfiguration>();
        await using var owner = NpgsqlDataSource.Create(Databases.Settings(configuration, "PostgresOwner"));
        await RefuseAsync(owner);
        var order = await WithListedAsync(options.Order, app.Services.GetRequiredService<ErasureList>());
        var security = app.Services.GetRequiredService<IOptions<SecurityOptions>>().Value;
        var report = await new Restoration(owner, security, app.Services.GetRequiredService<TimeProvider>()).RunAsync(
            order,
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
        await EraseAsync(app.Services, audit, logs);
        var left = await CountAsync(owner, Left, Sql.Parameter([.. report.Erased]));
        Tell(order, report, left);
        return left > 0 ? 1 : 0;
    }

    // Before anything is changed: a list that cannot be read ends it, for without it people would come back.
    private static async Task<RestoreOrder> WithListedAsync(RestoreOrder order, ErasureList list) =>
        list.IsKept ? order with { Erased = [.. order.Erased, .. await list.ReadAsync(order.RestoredTo, CancellationToken.None)] } : order;

    private static async Task RefuseAsync(NpgsqlDataSource owner)
    {
        if (await CountAsync(owner, AtWork) is > 0 and var open)
        {
            throw new InvalidOperationException($"{open} connections of the product are open; stop its processes first, all of them.");
        }
    }

    private static async Task<long> CountAsync(NpgsqlDataSource owner, string sql, params NpgsqlParameter[] parameters)
    {
        await using var command = owner.CreateCommand(sql);
        command.Parameters.AddRange(parameters);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    // Whoever else is due goes with them.
    private static async Task EraseAsync(IServiceProvider services, AuditTrail audit, ILoggerFactory logs)
    {
        var erasure = ActivatorUtilities.CreateInstance<Erasure>(services, audit);
        var erasures = ActivatorUtilities.CreateInstance<Erasures>(services, erasure, logs.CreateLogger<Erasures>());
        while (await erasures.RunAsync(CancellationToken.None) > 0) { }
    }

    private static void Tell(RestoreOrder order, RestoreReport report, long left)
    {
        Console.WriteLine(
            report.AlreadyTold
                ? $"The database knows already that it was restored to {Text(order.RestoredTo)}."
                : $"Restored to {Text(order.RestoredTo)}: {report.Books} books go on with new numbers; {report.Sessions} sessions and "
                    + $"{report.Keys} signing keys ended."
        );
        Console.WriteLine($"{report.Erased.Count - left} users were erased again{(left > 0 ? $"; {left} could not be" : "")}.");
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
