using Npgsql;
using Rupaya.Domain.Results;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Infrastructure.Figures;

/// <summary>Reads that end after a second, whatever they look for.</summary>
internal static class BoundedRead
{
    private const string SlowerThanASecond = "select set_config('statement_timeout', '1000', true)";

    /// <summary>What the statements answer, or 503 <c>search_timeout</c>.</summary>
    public static async Task<Result<T>> WithinASecondAsync<T>(Func<Task<T>> read)
    {
        try
        {
            return await read();
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.QueryCanceled)
        {
            return Problems.SearchTimeout.Error;
        }
    }

    /// <summary>Runs a statement for at most a second.</summary>
    public static async Task RunAsync(
        NpgsqlDataSource database,
        NpgsqlBatchCommand command,
        Action<NpgsqlDataReader> read,
        CancellationToken cancellation
    )
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(UseCustomPlans());
        batch.BatchCommands.Add(new NpgsqlBatchCommand(SlowerThanASecond));
        batch.BatchCommands.Add(command);
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        await reader.NextResultAsync(cancellation);
        await reader.NextResultAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            read(reader);
        }
    }
}
