using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Rupaya.Upgrade.Rehearsal;

/// <summary>Planted: answers a balancer's check as 0.1.0 does, which is not ready once a migration is there that it does not have.</summary>
internal sealed class EqualReadiness : IAsyncDisposable
{
    private const string Newest = """select max("MigrationId") from "__EFMigrationsHistory" """;

    private readonly WebApplication _app;
    private readonly NpgsqlDataSource _database;

    private EqualReadiness(WebApplication app, NpgsqlDataSource database) => (_app, _database) = (app, database);

    public int Port => new Uri(_app.Urls.First()).Port;

    /// <param name="database">Whose schema as it is now is the process's own.</param>
    public static async Task<EqualReadiness> StartAsync(string database)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var planted = new EqualReadiness(builder.Build(), NpgsqlDataSource.Create(database));
        var own = await planted.NewestAsync();
        planted._app.MapGet("/health/ready", async () => Results.StatusCode(await planted.NewestAsync() == own ? 200 : 503));
        await planted._app.StartAsync();
        return planted;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await _database.DisposeAsync();
    }

    private async Task<string?> NewestAsync()
    {
        await using var command = _database.CreateCommand(Newest);
        return await command.ExecuteScalarAsync() as string;
    }
}
