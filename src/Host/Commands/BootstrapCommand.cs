using Npgsql;
using Rupaya.Host.Secrets;
using Rupaya.Infrastructure.Postgres;

namespace Rupaya.Host.Commands;

/// <summary>
/// Makes the two roles and the database on a new server: <c>bootstrap</c>, under the administrator of <c>ConnectionStrings:PostgresAdmin</c>. Names
/// and passwords are those of <c>PostgresOwner</c> and <c>Postgres</c>; <c>PostgresMonitor</c>, where it is set, may read the server's statistics.
/// Run again it makes what is missing and sets the passwords.
/// </summary>
internal static class BootstrapCommand
{
    private const string AppRole = "rupaya_app";

    public static async Task<int> RunAsync(string[] settings)
    {
        var configuration = new ConfigurationBuilder().AddEnvironmentVariables().AddCommandLine(settings).Build();
        var owner = Login(configuration, "PostgresOwner", "rupaya_owner");
        var app = Login(configuration, "Postgres", AppRole);
        if (owner.Database != app.Database)
        {
            throw new InvalidOperationException("ConnectionStrings:PostgresOwner and ConnectionStrings:Postgres name different databases.");
        }
        await using var admin = NpgsqlDataSource.Create(Databases.Settings(configuration, "PostgresAdmin"));
        await using var server = await NewServer.OpenAsync(admin);
        await server.EnsureRoleAsync(owner.Username!, owner.Password!);
        if (app.Username != AppRole)
        {
            // One of the two logins that rotations of the password put in its place.
            await server.EnsureGroupAsync(AppRole);
        }
        await server.EnsureRoleAsync(app.Username!, app.Password!);
        if (app.Username != AppRole)
        {
            await server.GrantAsync(AppRole, app.Username!);
        }
        if (configuration.GetConnectionString("PostgresMonitor") is { Length: > 0 })
        {
            var monitor = Login(configuration, "PostgresMonitor", "rupaya_monitor");
            await server.EnsureRoleAsync(monitor.Username!, monitor.Password!);
            await server.GrantAsync("pg_monitor", monitor.Username!);
        }
        var made = await server.EnsureDatabaseAsync(app.Database!, owner.Username!);
        Console.WriteLine($"The roles are there; database {app.Database} {(made ? "was made" : "is there already")}.");
        return 0;
    }

    // Migrations grant to these names.
    private static NpgsqlConnectionStringBuilder Login(IConfiguration configuration, string name, string role)
    {
        var login = Databases.Settings(configuration, name);
        return login.Username != role && (role != AppRole || PostgresServer.RoleOf(login.Username ?? "") != AppRole)
                ? throw new InvalidOperationException($"ConnectionStrings:{name} must have Username={role}.")
            : string.IsNullOrEmpty(login.Database) ? throw new InvalidOperationException($"ConnectionStrings:{name} names no database.")
            : login;
    }
}
