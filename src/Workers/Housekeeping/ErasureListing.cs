using Npgsql;
using Rupaya.Infrastructure.Postgres;
using Rupaya.Infrastructure.Recovery;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Workers.Housekeeping;

/// <summary>
/// Tells the list outside of the database who was erased. While the list is away erasures go on, and wait here until it has them. Where none is kept
/// nobody has to be told.
/// </summary>
internal sealed class ErasureListing(NpgsqlDataSource database, ErasureList list)
{
    private const int AtOnce = 100;

    private const string Waiting = "select user_id, erased_at from unlisted_erasures order by erased_at limit $1";

    private const string Listed = "delete from unlisted_erasures where user_id = $1";

    /// <summary>Lists some of those who wait.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        if (!list.IsKept)
        {
            await connection.ScalarAsync(Command("delete from unlisted_erasures"), cancellation);
            return;
        }
        var waiting = await connection.ReadAsync(
            Command(Waiting, Parameter(AtOnce)),
            r => (UserId: r.GetGuid(0), ErasedAt: r.GetFieldValue<DateTimeOffset>(1)),
            cancellation
        );
        foreach (var (userId, erasedAt) in waiting)
        {
            await list.AddAsync(userId, erasedAt, cancellation);
            await connection.ScalarAsync(Command(Listed, Parameter(userId)), cancellation);
        }
    }
}
