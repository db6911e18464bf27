using Npgsql;
using Rupaya.Infrastructure.Postgres;

namespace Rupaya.Host.Commands;

/// <summary>Applies pending migrations under the owner's role (<c>ConnectionStrings:PostgresOwner</c>).</summary>
internal static class MigrateCommand
{
    public static async Task<int> RunAsync(string[] settings)
    {
        var configuration = new ConfigurationBuilder().AddEnvironmentVariables().AddCommandLine(settings).Build();
        await using var owner = NpgsqlDataSource.Create(Databases.Settings(configuration, "PostgresOwner"));
        await Migrator.MigrateAsync(owner, CancellationToken.None);
        Console.WriteLine($"Migrated to {Migrator.Newest}.");
        return 0;
    }
}
