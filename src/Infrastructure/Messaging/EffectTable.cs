using Npgsql;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Infrastructure.Messaging;

/// <summary>Tells the processes of other builds which effects this one has (table <c>effects</c>).</summary>
internal sealed class EffectTable(NpgsqlDataSource database, EffectCatalog catalog)
{
    private const string Insert = "insert into effects (name, contract) select * from unnest($1, $2) on conflict do nothing";

    public async Task WriteAsync(CancellationToken cancellation)
    {
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(
            Command(Insert, Column(catalog.All, e => e.Name), Column(catalog.All, e => ContractNames.Of(e.MessageType)))
        );
        await batch.ExecuteNonQueryAsync(cancellation);
    }
}
