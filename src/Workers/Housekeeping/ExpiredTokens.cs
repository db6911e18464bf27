using Npgsql;
using Rupaya.Infrastructure.Identity.Audit;
using Rupaya.Infrastructure.Postgres;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Workers.Housekeeping;

/// <summary>Writes into the audit log which tokens for programs came to their end by themselves.</summary>
internal sealed class ExpiredTokens(NpgsqlDataSource database, AuditTrail audit, TimeProvider clock)
{
    private const int AtOnce = 100;

    private const string End = """
        update sessions t set revoked_at = t.expires_at where t.session_id in (
            select s.session_id from sessions s where s.kind = 'token' and s.revoked_at is null and s.expires_at <= $1
             order by s.user_id, s.session_id limit $2 for update skip locked)
        returning t.user_id, t.session_id
        """;

    public async Task RunAsync(CancellationToken cancellation)
    {
        var now = clock.NowStored();
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var ended = await connection.ReadAsync(
            Command(End, Parameter(now), Parameter((long)AtOnce)),
            r => (UserId: r.GetGuid(0), TokenId: r.GetGuid(1)),
            cancellation
        );
        if (ended.Count == 0)
        {
            return;
        }
        await using var batch = new NpgsqlBatch(connection);
        foreach (var (userId, tokenId) in ended.OrderBy(e => e.UserId))
        {
            batch.BatchCommands.Add(
                AuditTrail.Insert(userId, key: null, "token.expired", userId, new { TokenId = tokenId }, personal: null, now)
            );
        }
        batch.BatchCommands.Add(new NpgsqlBatchCommand("commit"));
        audit.Announce(await AuditTrail.RunAsync(batch, cancellation));
    }
}
