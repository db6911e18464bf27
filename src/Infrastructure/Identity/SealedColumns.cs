using Npgsql;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Infrastructure.Identity;

/// <summary>Where in the database something is sealed under the master key.</summary>
public sealed class SealedColumns
{
    private static readonly (string Table, string Column)[] All =
    [
        ("signing_keys", "private_key"),
        ("user_keys", "wrapped"),
        ("webhooks", "secret"),
        ("oidc_flows", "verifier"),
        ("oidc_flows", "outcome"),
        ("webhooks", "previous_secret"),
    ];

    private readonly NpgsqlDataSource _database;
    private readonly MasterKeys _master;

    internal SealedColumns(NpgsqlDataSource database, MasterKeys master) => (_database, _master) = (database, master);

    /// <summary>How many were sealed under a key that is not known.</summary>
    /// <param name="cancellation">Ends it early.</param>
    public async Task<long> UnknownAsync(CancellationToken cancellation)
    {
        // By the id that stands before the sealed bytes: none has to be read.
        var each = All.Select(c => $"select count(*) from {c.Table} where not substr({c.Column}, 2, {MasterKeys.IdLength}) = any($1)");
        await using var command = _database.CreateCommand($"select {string.Join(" + ", each.Select(e => $"({e})"))}");
        command.Parameters.Add(Parameter(_master.Ids));
        return (long)(await command.ExecuteScalarAsync(cancellation))!;
    }
}
