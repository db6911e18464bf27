using System.Globalization;
using Microsoft.Extensions.Options;
using Rupaya.Host.Commands;
using Rupaya.Host.Secrets;
using Rupaya.Infrastructure.Postgres;

namespace Rupaya.Host;

/// <summary>The one executable: roles that run until they are stopped, and commands that do one thing.</summary>
internal static class CommandLine
{
    /// <summary>The exit code of a command that PostgreSQL kept from its work: it may be right later.</summary>
    private const int NoDatabase = 3;

    /// <summary>The exit code of a migration that processes at work do not allow yet.</summary>
    private const int Refused = 4;

    private const string Usage = """
        rupaya <role or command>

          all         API, dispatcher, effects and schedules in one process
          serve       API and dispatcher
          work        dispatcher, effects and schedules

          health [URL]          ask a process whether it is ready; by default the one with these settings
          certs DIR NAME…       make certificates for servers under an authority of their own; renews what ends soon
          bootstrap   make roles and database on a new server, under ConnectionStrings:PostgresAdmin
          migrate [--wait SECONDS]
                      apply pending migrations under the owner's role; wait so long for a server that is not there yet
          topology    declare exchanges and queues, tell other builds of this one's effects, then exit
          demo        sign a demo user up at --url and fill their book; --token-file FILE leaves a token there that reads it
          keys new    print new secrets as settings
          keys rotate           add a signing key; the old one verifies until its tokens have expired
          keys revoke KEY       end a signing key that leaked, within seconds
          keys reseal           after a change of Security:MasterKey, seal everything with the new one
          secrets …             check, replace, back up and restore secrets; alone it says how
          admin grant EMAIL     make a user an administrator, under the owner's role
          admin revoke EMAIL    make them an ordinary user again
          queues [--once]       outbox, queues and projections, live
          rebuild-projections [--book ID]
                                compute totals and search anew, while everything runs
          verify [--book ID]    recompute balances, totals, changes, splits, transfers and refunds
          rates import FILE     take exchange rates over, CSV of the European Central Bank's format
          restored --to TIME [--reapply] [--keep-sessions] [--reason TEXT] [--erasures FILE] [LOG …]
                                tell a database that it was restored to that moment, before anything else uses it
          audit verify [LOG …]  recompute the audit log's chains; log files reveal a cut tail

        Settings come from the environment (ConnectionStrings__Postgres=… and so on) or from --Section:Key=value.
        """;

    public static async Task<int> RunAsync(string[] args)
    {
        // What is written for machines is written the same everywhere.
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        return await TellAsync(() => DispatchAsync(args));
    }

    private static async Task<int> DispatchAsync(string[] args) =>
        args switch
        {
            ["all" or "serve" or "work", .. var rest] => await RunRoleAsync(args[0], rest),
            ["health"] => await HealthCommand.RunAsync(null),
            ["health", var url] => await HealthCommand.RunAsync(url),
            ["certs", var directory, .. var names] => CertsCommand.Run(directory, names, TimeProvider.System),
            ["bootstrap", .. var rest] => await BootstrapCommand.RunAsync(rest),
            ["migrate", .. var rest] => await MigrateCommand.RunAsync(rest),
            ["topology", .. var rest] => await TopologyCommand.RunAsync(rest),
            ["demo", .. var rest] => await DemoCommand.RunAsync(rest),
            ["keys", "new"] => KeysCommand.New(),
            ["keys", "rotate", .. var rest] => await KeysCommand.RotateAsync(rest),
            ["keys", "revoke", var key, .. var rest] => await KeysCommand.RevokeAsync(key, rest),
            ["keys", "reseal", .. var rest] => await KeysCommand.ResealAsync(rest),
            ["secrets", .. var rest] => await SecretsCommand.RunAsync(rest),
            ["admin", "grant", var email, .. var rest] => await AdminCommand.SetAsync(email, "admin", rest),
            ["admin", "revoke", var email, .. var rest] => await AdminCommand.SetAsync(email, "user", rest),
            ["verify", "--book", var book, .. var rest] => await VerifyCommand.RunAsync(book, rest),
            ["verify", .. var rest] => await VerifyCommand.RunAsync(null, rest),
            ["queues", "--once", .. var rest] => await QueuesCommand.RunAsync(once: true, rest),
            ["queues", .. var rest] => await QueuesCommand.RunAsync(once: false, rest),
            ["rebuild-projections", "--book", var book, .. var rest] => await RebuildCommand.RunAsync(book, rest),
            ["rebuild-projections", .. var rest] => await RebuildCommand.RunAsync(null, rest),
            ["rates", "import", var file, .. var rest] => await RatesCommand.ImportAsync(file, rest),
            ["restored", .. var rest] => await RestoredCommand.RunAsync(rest),
            ["audit", "verify", .. var rest] => await AuditCommand.VerifyAsync(rest),
            _ => Explain(),
        };

    /// <summary>What kept a command from its work, in a line for people, and its exit code.</summary>
    public static async Task<int> TellAsync(Func<Task<int>> command)
    {
        try
        {
            return await command();
        }
        catch (Exception e) when (PostgresFaults.KeepsOut(e) is { } reason)
        {
            await Console.Error.WriteLineAsync($"rupaya: PostgreSQL {reason}");
            return NoDatabase;
        }
        catch (ContractRefusedException e)
        {
            await Console.Error.WriteLineAsync($"rupaya: {e.Message}");
            return Refused;
        }
        catch (Exception e) when (e is InvalidOperationException or OptionsValidationException)
        {
            await Console.Error.WriteLineAsync($"rupaya: {e.Message}");
            return 1;
        }
    }

    private static async Task<int> RunRoleAsync(string role, string[] settings)
    {
        var app = RupayaHost.Build(Role.Parse(role), settings);
        Check(app.Services);
        var stopping = app.Lifetime.ApplicationStopping;
        try
        {
            await app.RunAsync();
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Asked to stop before it had started; whoever asked has said why.
        }
        return Environment.ExitCode;
    }

    /// <summary>Throws for the first thing that is wrong with the settings, before anything starts.</summary>
    public static void Check(IServiceProvider services)
    {
        try
        {
            services.GetRequiredService<IStartupValidator>().Validate();
        }
        catch (AggregateException e)
        {
            // One at a time, as they are mended.
            throw new InvalidOperationException(e.InnerExceptions[0].Message, e);
        }
    }

    private static int Explain()
    {
        Console.Error.WriteLine(Usage);
        return 2;
    }
}
