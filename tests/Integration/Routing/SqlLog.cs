using System.Collections.Concurrent;
using System.Diagnostics;
using Npgsql;
using NpgsqlTypes;

namespace Rupaya.Integration.Routing;

/// <summary>An SQL statement as the product sent it, with the types of its parameters.</summary>
internal sealed record SentSql(string Text, IReadOnlyList<(string Name, NpgsqlDbType Type)> Parameters)
{
    public static SentSql Of(string text, NpgsqlParameterCollection parameters) =>
        new(text, [.. parameters.Select(p => (p.ParameterName, p.NpgsqlDbType))]);
}

/// <summary>Every distinct SQL statement that a product of these tests has sent. COPY is none of them: each of its rows carries its book.</summary>
internal static class SqlLog
{
    private static readonly ConcurrentDictionary<string, SentSql> Sent = new(StringComparer.Ordinal);

    private static readonly ConcurrentDictionary<string, long> Counts = new(StringComparer.Ordinal);

    public static IReadOnlyCollection<SentSql> All => [.. Sent.Values];

    /// <summary>How many statements a database was sent so far.</summary>
    public static long SentTo(string database) => Counts.GetValueOrDefault(database);

    // Npgsql asks its filters only while somebody listens.
    static SqlLog() =>
        ActivitySource.AddActivityListener(
            new ActivityListener
            {
                ShouldListenTo = source => source.Name == "Npgsql",
                Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.None,
            }
        );

    /// <summary>Keeps what is sent through this data source.</summary>
    public static NpgsqlDataSourceBuilder Watch(NpgsqlDataSourceBuilder builder)
    {
        // A command of a data source does not tell its connection.
        var database = builder.ConnectionStringBuilder.Database!;
        return builder.ConfigureTracing(tracing =>
            tracing
                .ConfigureCommandFilter(command => Count(database, 1) && Keep(command))
                .ConfigureBatchFilter(batch => Count(database, batch.BatchCommands.Count) && Keep(batch))
        );
    }

    /// <summary>Takes a planted statement out again.</summary>
    public static SentSql? Forget(string text) => Sent.TryRemove(text, out var sent) ? sent : null;

    private static bool Keep(NpgsqlCommand command)
    {
        Keep(command.CommandText, command.Parameters);
        return true;
    }

    private static bool Count(string database, int statements) =>
        Counts.AddOrUpdate(database, statements, (_, before) => before + statements) > 0;

    private static bool Keep(NpgsqlBatch batch)
    {
        foreach (NpgsqlBatchCommand command in batch.BatchCommands)
        {
            Keep(command.CommandText, command.Parameters);
        }
        return true;
    }

    private static void Keep(string text, NpgsqlParameterCollection parameters)
    {
        if (!Sent.ContainsKey(text))
        {
            Sent.TryAdd(text, SentSql.Of(text, parameters));
        }
    }
}
