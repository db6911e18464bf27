using Rupaya.Host.Commands;
using Rupaya.Infrastructure.Security;

namespace Rupaya.Host;

/// <summary>The one executable: roles that run until they are stopped, and commands that do one thing.</summary>
internal static class CommandLine
{
    private const string Usage = """
        rupaya <role or command>

          all         API, dispatcher, effects and schedules in one process
          serve       API and dispatcher
          work        dispatcher, effects and schedules

          migrate     apply pending migrations under the owner's role
          topology    declare exchanges and queues, then exit
          demo        sign a demo user up at --url and fill their book
          keys new    print a new signing key and token secret as settings

        Settings come from the environment (ConnectionStrings__Postgres=… and so on) or from --Section:Key=value.
        """;

    public static async Task<int> RunAsync(string[] args)
    {
        try
        {
            return args switch
            {
                ["all" or "serve" or "work", .. var rest] => await RunRoleAsync(args[0], rest),
                ["migrate", .. var rest] => await MigrateCommand.RunAsync(rest),
                ["topology", .. var rest] => await TopologyCommand.RunAsync(rest),
                ["demo", .. var rest] => await DemoCommand.RunAsync(rest),
                ["keys", "new"] => KeysCommand.New(),
                _ => Explain(),
            };
        }
        catch (Exception e) when (e is InvalidOperationException or Microsoft.Extensions.Options.OptionsValidationException)
        {
            await Console.Error.WriteLineAsync($"rupaya: {e.Message}");
            return 1;
        }
    }

    private static async Task<int> RunRoleAsync(string role, string[] settings)
    {
        var app = RupayaHost.Build(Role.Parse(role), settings);
        if (Role.Parse(role).Serves && Problems(app.Configuration).FirstOrDefault() is { } problem)
        {
            await Console.Error.WriteLineAsync($"rupaya: {problem}");
            return 1;
        }
        await app.RunAsync();
        return 0;
    }

    private static IEnumerable<string> Problems(IConfiguration configuration)
    {
        var security = configuration.GetSection("Security").Get<SecurityOptions>() ?? new SecurityOptions();
        return new[] { security.Problem(), Argon2.Problem() }.OfType<string>();
    }

    private static int Explain()
    {
        Console.Error.WriteLine(Usage);
        return 2;
    }
}
