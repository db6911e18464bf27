using Npgsql;
using NpgsqlTypes;

namespace Rupaya.Infrastructure.Ledger;

/// <summary>Positional parameters with their types, so that every statement is prepared once per connection.</summary>
internal static class Sql
{
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
    public static async Task<object?> ScalarAsync(
        this NpgsqlConnection connection,
        NpgsqlBatchCommand command,
        CancellationToken cancellation
    )
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(command);
        return await batch.ExecuteScalarAsync(cancellation);
    }

    public static NpgsqlParameter Of(Guid value) => new NpgsqlParameter<Guid> { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Uuid };

    public static NpgsqlParameter Of(Guid? value) => Nullable(value, NpgsqlDbType.Uuid);

    public static NpgsqlParameter Of(Guid[] value) =>
        new NpgsqlParameter<Guid[]> { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid };

    public static NpgsqlParameter Of(string? value) =>
        value is null
            ? Nullable(null, NpgsqlDbType.Text)
            : new NpgsqlParameter<string> { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Text };

    public static NpgsqlParameter Of(string[] value) =>
        new NpgsqlParameter<string[]> { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text };

    public static NpgsqlParameter Of(long value) => new NpgsqlParameter<long> { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Bigint };

    public static NpgsqlParameter Of(long? value) => Nullable(value, NpgsqlDbType.Bigint);

    public static NpgsqlParameter Of(int value) => new NpgsqlParameter<int> { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Integer };

    public static NpgsqlParameter Of(decimal value) =>
        new NpgsqlParameter<decimal> { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Numeric };

    public static NpgsqlParameter Of(bool value) => new NpgsqlParameter<bool> { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Boolean };

    public static NpgsqlParameter Of(DateOnly value) =>
        new NpgsqlParameter<DateOnly> { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Date };

    public static NpgsqlParameter Of(DateOnly? value) => Nullable(value, NpgsqlDbType.Date);

    public static NpgsqlParameter Of(DateTimeOffset value) =>
        new NpgsqlParameter<DateTimeOffset> { TypedValue = value, NpgsqlDbType = NpgsqlDbType.TimestampTz };

    public static NpgsqlParameter Of(byte[] value) => new NpgsqlParameter<byte[]> { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Bytea };

    public static NpgsqlParameter Of(byte[][] value) =>
        new NpgsqlParameter<byte[][]> { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea };

    public static NpgsqlParameter Of(int[] value) =>
        new NpgsqlParameter<int[]> { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Integer };

    public static NpgsqlParameter Of(DateTimeOffset? value) => Nullable(value, NpgsqlDbType.TimestampTz);

    public static NpgsqlParameter Of(bool? value) => Nullable(value, NpgsqlDbType.Boolean);

    public static NpgsqlParameter Jsonb(string? value) => Nullable(value, NpgsqlDbType.Jsonb);

    private static NpgsqlParameter Nullable(object? value, NpgsqlDbType type) =>
        new() { Value = value ?? DBNull.Value, NpgsqlDbType = type };
}
