using Npgsql;
using NpgsqlTypes;

namespace Rupaya.Infrastructure.Postgres;

/// <summary>Positional parameters with their types, so that every statement is prepared once per connection.</summary>
public static class Sql
{
    /// <summary>
    /// First in a transaction whose statements read many rows: they are planned for what the tables hold now. A plan that is kept was made when
    /// they held next to nothing, and after a large import would be wrong until they are analysed.
    /// </summary>
    public static NpgsqlBatchCommand UseCustomPlans() =>
        Command("select set_config('plan_cache_mode', 'force_custom_plan', true), set_config('enable_seqscan', 'on', true)");

    /// <summary>A statement with its parameters <c>$1</c>, <c>$2</c> …</summary>
    public static NpgsqlBatchCommand Command(string text, params ReadOnlySpan<NpgsqlParameter> parameters)
    {
        var command = new NpgsqlBatchCommand(text);
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(parameter);
        }
        return command;
    }

    /// <summary>Runs one statement at once; the first column of its first row, null when there is none.</summary>
    /// <param name="connection">Open.</param>
    /// <param name="command">The statement.</param>
    /// <param name="cancellation">Ends the statement.</param>
    /// <param name="limit">How long it may take, where that is not what others may.</param>
    public static async Task<object?> ScalarAsync(
        this NpgsqlConnection connection,
        NpgsqlBatchCommand command,
        CancellationToken cancellation,
        TimeSpan? limit = null
    )
    {
        await using var batch = One(connection, command, limit);
        return await batch.ExecuteScalarAsync(cancellation);
    }

    /// <summary>Runs one statement at once, as <c>ScalarAsync</c> does; how many rows it wrote.</summary>
    public static async Task<int> ExecuteAsync(
        this NpgsqlConnection connection,
        NpgsqlBatchCommand command,
        CancellationToken cancellation,
        TimeSpan? limit = null
    )
    {
        await using var batch = One(connection, command, limit);
        return await batch.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>Runs one statement on a connection of its own; how many rows it wrote.</summary>
    public static Task<int> ExecuteAsync(this NpgsqlDataSource database, NpgsqlBatchCommand command, CancellationToken cancellation) =>
        database.ExecuteAsync([command], cancellation);

    /// <summary>Runs statements as one transaction on a connection of their own; how many rows they wrote.</summary>
    public static async Task<int> ExecuteAsync(
        this NpgsqlDataSource database,
        IEnumerable<NpgsqlBatchCommand> commands,
        CancellationToken cancellation
    )
    {
        await using var batch = database.CreateBatch();
        foreach (var command in commands)
        {
            batch.BatchCommands.Add(command);
        }
        return await batch.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>Runs one statement at once and reads its rows.</summary>
    public static async Task<List<T>> ReadAsync<T>(
        this NpgsqlConnection connection,
        NpgsqlBatchCommand command,
        Func<NpgsqlDataReader, T> read,
        CancellationToken cancellation
    )
    {
        await using var batch = One(connection, command);
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellation))
        {
            rows.Add(read(reader));
        }
        return rows;
    }

    /// <summary>A uuid.</summary>
    public static NpgsqlParameter Parameter(Guid value) =>
        new NpgsqlParameter<Guid> { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Uuid };

    /// <summary>A uuid, or null.</summary>
    public static NpgsqlParameter Parameter(Guid? value) => OrNull(value, NpgsqlDbType.Uuid);

    /// <summary>A uuid[].</summary>
    public static NpgsqlParameter Parameter(Guid[] value) =>
        new NpgsqlParameter<Guid[]> { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid };

    /// <summary>A text, or null.</summary>
    public static NpgsqlParameter Parameter(string? value) =>
        value is null
            ? OrNull(null, NpgsqlDbType.Text)
            : new NpgsqlParameter<string> { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Text };

    /// <summary>A text[], or null.</summary>
    public static NpgsqlParameter Parameter(string[]? value) =>
        value is null
            ? OrNull(null, NpgsqlDbType.Array | NpgsqlDbType.Text)
            : new NpgsqlParameter<string[]> { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text };

    /// <summary>A bigint.</summary>
    public static NpgsqlParameter Parameter(long value) =>
        new NpgsqlParameter<long> { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Bigint };

    /// <summary>A bigint, or null.</summary>
    public static NpgsqlParameter Parameter(long? value) => OrNull(value, NpgsqlDbType.Bigint);

    /// <summary>An integer.</summary>
    public static NpgsqlParameter Parameter(int value) =>
        new NpgsqlParameter<int> { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Integer };

    /// <summary>An integer, or null.</summary>
    public static NpgsqlParameter Parameter(int? value) => OrNull(value, NpgsqlDbType.Integer);

    /// <summary>A numeric.</summary>
    public static NpgsqlParameter Parameter(decimal value) =>
        new NpgsqlParameter<decimal> { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Numeric };

    /// <summary>A numeric, or null.</summary>
    public static NpgsqlParameter Parameter(decimal? value) => OrNull(value, NpgsqlDbType.Numeric);

    /// <summary>A boolean.</summary>
    public static NpgsqlParameter Parameter(bool value) =>
        new NpgsqlParameter<bool> { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Boolean };

    /// <summary>A date.</summary>
    public static NpgsqlParameter Parameter(DateOnly value) =>
        new NpgsqlParameter<DateOnly> { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Date };

    /// <summary>A date, or null.</summary>
    public static NpgsqlParameter Parameter(DateOnly? value) => OrNull(value, NpgsqlDbType.Date);

    /// <summary>A timestamptz.</summary>
    public static NpgsqlParameter Parameter(DateTimeOffset value) =>
        new NpgsqlParameter<DateTimeOffset> { TypedValue = value, NpgsqlDbType = NpgsqlDbType.TimestampTz };

    /// <summary>A bytea, or null.</summary>
    public static NpgsqlParameter Parameter(byte[]? value) =>
        value is null
            ? OrNull(null, NpgsqlDbType.Bytea)
            : new NpgsqlParameter<byte[]> { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Bytea };

    /// <summary>A bytea[].</summary>
    public static NpgsqlParameter Parameter(byte[][] value) =>
        new NpgsqlParameter<byte[][]> { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea };

    /// <summary>An integer[].</summary>
    public static NpgsqlParameter Parameter(int[] value) =>
        new NpgsqlParameter<int[]> { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Integer };

    /// <summary>A timestamptz, or null.</summary>
    public static NpgsqlParameter Parameter(DateTimeOffset? value) => OrNull(value, NpgsqlDbType.TimestampTz);

    /// <summary>A boolean, or null.</summary>
    public static NpgsqlParameter Parameter(bool? value) => OrNull(value, NpgsqlDbType.Boolean);

    /// <summary>One column of many rows, for <c>unnest</c>.</summary>
    public static NpgsqlParameter Column<TRow, T>(IReadOnlyList<TRow> rows, Func<TRow, T> column)
    {
        var values = new T[rows.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = column(rows[i]);
        }
        return new NpgsqlParameter<T[]> { TypedValue = values, NpgsqlDbType = NpgsqlDbType.Array | ElementType<T>() };
    }

    private static NpgsqlDbType ElementType<T>() =>
        (Nullable.GetUnderlyingType(typeof(T)) ?? typeof(T)) switch
        {
            var t when t == typeof(Guid) => NpgsqlDbType.Uuid,
            var t when t == typeof(string) => NpgsqlDbType.Text,
            var t when t == typeof(decimal) => NpgsqlDbType.Numeric,
            var t when t == typeof(DateOnly) => NpgsqlDbType.Date,
            var t when t == typeof(int) => NpgsqlDbType.Integer,
            var t when t == typeof(long) => NpgsqlDbType.Bigint,
            var t when t == typeof(DateTimeOffset) => NpgsqlDbType.TimestampTz,
            var t when t == typeof(bool) => NpgsqlDbType.Boolean,
            var t => throw new NotSupportedException($"No column is a {t.Name}."),
        };

    internal static NpgsqlParameter Jsonb(string? value) => OrNull(value, NpgsqlDbType.Jsonb);

    private static NpgsqlBatch One(NpgsqlConnection connection, NpgsqlBatchCommand command, TimeSpan? limit = null)
    {
        var batch = new NpgsqlBatch(connection) { BatchCommands = { command } };
        if (limit is not null)
        {
            batch.Timeout = (int)limit.Value.TotalSeconds;
        }
        return batch;
    }

    private static NpgsqlParameter OrNull(object? value, NpgsqlDbType type) => new() { Value = value ?? DBNull.Value, NpgsqlDbType = type };
}
