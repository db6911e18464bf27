using Npgsql;
using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Routing;

/// <summary>
/// How PostgreSQL understands an SQL statement: the server prints the tree in which it has found tables, columns and parameters, and no parser of
/// ours has to guess. Nothing is executed.
/// </summary>
internal sealed class SqlAnalysis : IAsyncDisposable
{
    private readonly NpgsqlConnection _connection;
    private string? _tree;

    private SqlAnalysis(NpgsqlConnection connection)
    {
        _connection = connection;
        connection.Notice += (_, e) => _tree = e.Notice.MessageText == "parse tree:" ? e.Notice.Detail : _tree;
    }

    public static async Task<SqlAnalysis> OpenAsync(TestDatabase database)
    {
        // The tree comes as a detail.
        var settings = new NpgsqlConnectionStringBuilder(database.App) { IncludeErrorDetail = true, Pooling = false };
        var analysis = new SqlAnalysis(new NpgsqlConnection(settings.ConnectionString));
        await analysis._connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            "set client_min_messages = log; set debug_print_parse = on; set debug_pretty_print = off",
            analysis._connection
        );
        await command.ExecuteNonQueryAsync();
        return analysis;
    }

    /// <summary>The statement's tree.</summary>
    /// <exception cref="PostgresException">The server does not understand it.</exception>
    public async Task<TreeNode> ReadAsync(SentSql sql)
    {
        _tree = null;
        await using var command = new NpgsqlCommand(sql.Text, _connection);
        foreach (var (name, type) in sql.Parameters)
        {
            command.Parameters.Add(new NpgsqlParameter { ParameterName = name, NpgsqlDbType = type });
        }
        await command.PrepareAsync();
        await command.UnprepareAsync();
        return TreeNode.Parse(_tree ?? throw new InvalidOperationException($"The server has printed no tree of {sql.Text}"));
    }

    /// <summary>The names of the tables by the numbers that trees have for them.</summary>
    public async Task<IReadOnlyDictionary<string, string>> TablesAsync()
    {
        var tables = new Dictionary<string, string>(StringComparer.Ordinal);
        await using var command = new NpgsqlCommand(
            "select oid::text, relname from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace",
            _connection
        );
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            tables[reader.GetString(0)] = reader.GetString(1);
        }
        return tables;
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();
}
