using System.Diagnostics;
using System.Globalization;
using Npgsql;
using Rupaya.Infrastructure.Postgres;

namespace Rupaya.Host.Commands;

/// <summary>
/// Applies pending migrations under the owner's role (<c>ConnectionStrings:PostgresOwner</c>): <c>migrate [--wait SECONDS]</c>, which waits so long for
/// a server that is not there yet.
/// </summary>
internal static class MigrateCommand
{
    public static async Task<int> RunAsync(string[] settings)
    {
        var configuration = new ConfigurationBuilder().AddEnvironmentVariables().AddCommandLine(settings).Build();
        await using var owner = NpgsqlDataSource.Create(Databases.Settings(configuration, "PostgresOwner"));
        await ReachAsync(owner, Patience(configuration["wait"]));
        await Migrator.MigrateAsync(owner, CancellationToken.None);
        Console.WriteLine($"Migrated to {Migrator.Newest}.");
        return 0;
    }

    private static TimeSpan Patience(string? text) =>
        text is null ? TimeSpan.Zero
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? TimeSpan.FromSeconds(seconds)
        : throw new InvalidOperationException($"--wait needs a number of seconds, not {text}.");

    private static async Task ReachAsync(NpgsqlDataSource owner, TimeSpan patience)
    {
        var waited = Stopwatch.StartNew();
        for (var failures = 1; ; failures++)
        {
            try
            {
                await using var connection = await owner.OpenConnectionAsync();
                return;
            }
            catch (Exception e) when (PostgresFaults.IsUnavailable(e) && waited.Elapsed < patience)
            {
                await Task.Delay(Jitter.After(failures));
            }
        }
    }
}
