using Npgsql;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Infrastructure.Messaging.InProcess;

/// <summary>A leased delivery.</summary>
internal sealed record LeasedDelivery(
    Guid MessageId,
    string Contract,
    string Body,
    string? TraceParent,
    int Attempts,
    DateTimeOffset CreatedAt
);

/// <summary>The statements on <c>deliveries</c>: lease, renew, finish, put back, bury. No transaction stays open while an effect runs.</summary>
internal sealed class DeliveryQueue(NpgsqlDataSource database, TimeProvider clock)
{
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(15);

    private const string Claim = """
        update deliveries d set locked_until = $4, attempts = d.attempts + 1
          from (select message_id from deliveries
                 where effect = $1 and dead_reason is null and not_before <= $3 and (locked_until is null or locked_until < $3)
                 order by not_before limit $2 for update skip locked) due
         where d.message_id = due.message_id and d.effect = $1
        returning d.message_id, d.contract, d.body, d.trace_parent, d.attempts, d.created_at
        """;

    public async Task<IReadOnlyList<LeasedDelivery>> ClaimAsync(string effect, int atMost, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        await using var command = database.CreateCommand(Claim);
        command.Parameters.Add(Parameter(effect));
        command.Parameters.Add(Parameter((long)atMost));
        command.Parameters.Add(Parameter(now));
        command.Parameters.Add(Parameter(now + Lease));
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var leased = new List<LeasedDelivery>();
        while (await reader.ReadAsync(cancellation))
        {
            leased.Add(
                new LeasedDelivery(
                    reader.GetGuid(0),
                    reader.GetString(1),
                    reader.GetString(2),
                    reader.IsDBNull(3) ? null : reader.GetString(3),
                    reader.GetInt32(4),
                    reader.GetFieldValue<DateTimeOffset>(5)
                )
            );
        }
        return leased;
    }

    public Task RenewAsync(string effect, Guid[] messageIds, CancellationToken cancellation) =>
        database.ExecuteAsync(
            Command(
                "update deliveries set locked_until = $3 where message_id = any($2) and effect = $1",
                Parameter(effect),
                Parameter(messageIds),
                Parameter(clock.GetUtcNow() + Lease)
            ),
            cancellation
        );

    public Task FinishAsync(string effect, Guid[] messageIds) =>
        database.ExecuteAsync(
            Command("delete from deliveries where message_id = any($2) and effect = $1", Parameter(effect), Parameter(messageIds)),
            CancellationToken.None
        );

    /// <param name="counts">False when the attempt says nothing about the message: the process stops, or the database was gone.</param>
    public Task PutBackAsync(string effect, Guid[] messageIds, TimeSpan pause, bool counts) =>
        database.ExecuteAsync(
            Command(
                "update deliveries set locked_until = null, not_before = $3, attempts = attempts - case when $4 then 0 else 1 end "
                    + "where message_id = any($2) and effect = $1",
                Parameter(effect),
                Parameter(messageIds),
                Parameter(clock.GetUtcNow() + pause),
                Parameter(counts)
            ),
            CancellationToken.None
        );

    public Task BuryAsync(string effect, Guid messageId, string reason) =>
        database.ExecuteAsync(
            Command(
                "update deliveries set locked_until = null, dead_reason = $3 where message_id = $2 and effect = $1",
                Parameter(effect),
                Parameter(messageId),
                Parameter(reason)
            ),
            CancellationToken.None
        );
}
