using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Npgsql;
using NpgsqlTypes;
using Rupaya.Support;

namespace Rupaya.Load.Ratios;

/// <summary>
/// The read yardstick: a minimal Kestrel endpoint that makes one primary-key query and answers with JSON. No token, no middleware. And one that
/// asks nobody, to tell what of it is the query's.
/// </summary>
internal static class ReadYardstick
{
    public const string Bare = "/bare";

    private const string Text =
        "select transaction_id, account_id, amount, currency, date, description, merchant from transactions where book_id = $1 and transaction_id = $2";

    public static async Task RunAsync(string url)
    {
        var settings = new NpgsqlConnectionStringBuilder(Servers.Postgres)
        {
            MaxAutoPrepare = 20,
            AutoPrepareMinUsages = 2,
            NoResetOnClose = true,
            Options = "-c plan_cache_mode=force_generic_plan",
        };
        await using var database = NpgsqlDataSource.Create(settings.ConnectionString);
        var app = Loopback.App();
        app.MapGet("/row/{book:guid}/{id:guid}", (Guid book, Guid id) => ReadAsync(database, book, id));
        app.MapGet(Bare, () => Results.Json(new { Ok = true }));
        await app.RunAsync(url);
    }

    private static async Task<IResult> ReadAsync(NpgsqlDataSource database, Guid book, Guid id)
    {
        await using var command = database.CreateCommand(Text);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = book, NpgsqlDbType = NpgsqlDbType.Uuid });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id, NpgsqlDbType = NpgsqlDbType.Uuid });
        await using var reader = await command.ExecuteReaderAsync();
        return await reader.ReadAsync()
            ? Results.Json(
                new
                {
                    TransactionId = reader.GetGuid(0),
                    AccountId = reader.GetGuid(1),
                    Amount = reader.GetDecimal(2),
                    Currency = reader.GetString(3),
                    Date = reader.GetFieldValue<DateOnly>(4),
                    Description = reader.IsDBNull(5) ? null : reader.GetString(5),
                    Merchant = reader.IsDBNull(6) ? null : reader.GetString(6),
                }
            )
            : Results.NotFound();
    }
}
