using System.Text;
using Npgsql;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Infrastructure.Identity;

/// <summary>After a change of the master key: opens what earlier keys sealed and seals it with the current one.</summary>
public sealed class Resealing
{
    private readonly NpgsqlDataSource _database;
    private readonly MasterKeys _master;

    internal Resealing(NpgsqlDataSource database, MasterKeys master)
    {
        _database = database;
        _master = master;
    }

    /// <returns>How many were sealed again.</returns>
    public async Task<int> RunAsync(CancellationToken cancellation) =>
        await RunAsync<string>("signing_keys", "key_id", "private_key", Encoding.ASCII.GetBytes, Parameter, cancellation)
        + await RunAsync<Guid>("user_keys", "user_id", "wrapped", id => id.ToByteArray(), Parameter, cancellation)
        + await RunAsync<Guid>("webhooks", "webhook_id", "secret", id => id.ToByteArray(), Parameter, cancellation)
        + await RunAsync<Guid>("webhooks", "webhook_id", "previous_secret", id => id.ToByteArray(), Parameter, cancellation)
        + await RunAsync<Guid>("oidc_flows", "flow_id", "verifier", id => id.ToByteArray(), Parameter, cancellation)
        + await RunAsync<Guid>("oidc_flows", "flow_id", "outcome", id => id.ToByteArray(), Parameter, cancellation);

    private async Task<int> RunAsync<T>(
        string table,
        string id,
        string column,
        Func<T, byte[]> owner,
        Func<T, NpgsqlParameter> parameter,
        CancellationToken cancellation
    )
    {
        var outdated = new List<(T Id, byte[] Sealed)>();
        await using (var command = _database.CreateCommand($"select {id}, {column} from {table} where {column} is not null"))
        await using (var reader = await command.ExecuteReaderAsync(cancellation))
        {
            while (await reader.ReadAsync(cancellation))
            {
                var bytes = reader.GetFieldValue<byte[]>(1);
                if (_master.IsOutdated(bytes))
                {
                    outdated.Add((reader.GetFieldValue<T>(0), bytes));
                }
            }
        }
        foreach (var (key, bytes) in outdated)
        {
            await using var update = _database.CreateCommand($"update {table} set {column} = $2 where {id} = $1 and {column} = $3");
            update.Parameters.Add(parameter(key));
            update.Parameters.Add(Parameter(_master.Seal(_master.Open(bytes, owner(key)), owner(key))));
            // What changed meanwhile was sealed anew anyway.
            update.Parameters.Add(Parameter(bytes));
            await update.ExecuteNonQueryAsync(cancellation);
        }
        return outdated.Count;
    }
}
