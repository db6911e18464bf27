using Microsoft.Extensions.Options;
using Npgsql;
using Rupaya.Domain.Results;
using Rupaya.Infrastructure.Messaging.Operations;
using Rupaya.Infrastructure.Postgres;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Infrastructure.Messaging.InProcess;

/// <summary>The operator's view of deliveries.</summary>
/// <param name="database">Holds them.</param>
/// <param name="catalog">Which effects there are.</param>
/// <param name="signal">Wakes the runners of this process.</param>
/// <param name="options">How many run at once.</param>
/// <param name="role">Whether this process runs effects.</param>
/// <param name="clock">Which leases still hold.</param>
internal sealed class DeliveryOperations(
    NpgsqlDataSource database,
    EffectCatalog catalog,
    DeliverySignal signal,
    IOptions<MessagingOptions> options,
    MessagingRole role,
    TimeProvider clock
) : IQueueOperations
{
    private const string Counts = """
        select effect, count(*) filter (where dead_reason is null and coalesce(locked_until, '-infinity') < $1),
               count(*) filter (where dead_reason is null and locked_until >= $1), count(*) filter (where dead_reason is not null)
          from deliveries group by effect
        """;

    // Due since they were written, which is the order they are claimed in.
    private const string Redrive = """
        update deliveries set dead_reason = null, attempts = 0, locked_until = null, not_before = created_at
         where effect = $1 and dead_reason is not null
        """;

    public async Task<IReadOnlyList<QueueState>?> ListAsync(CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var counts = (
            await connection.ReadAsync(
                Command(Counts, Parameter(clock.GetUtcNow())),
                r => (Effect: r.GetString(0), Ready: r.GetInt64(1), Running: r.GetInt64(2), Dead: r.GetInt64(3)),
                cancellation
            )
        ).ToDictionary(c => c.Effect, StringComparer.Ordinal);
        // And those of another build, whose deliveries wait for its processes.
        var names = catalog.All.Select(e => e.Name).Union(counts.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal);
        return
        [
            .. names.Select(name =>
            {
                var (effect, count) = (catalog.Find(name), counts.GetValueOrDefault(name));
                var consumers = effect is not null && role.Consumes ? options.Value.For(effect).Concurrency : 0;
                return new QueueState($"{EffectDescriptor.QueuePrefix}{name}", count.Ready, count.Running, consumers, count.Dead);
            }),
        ];
    }

    public async Task<Result<int>> RedriveAsync(EffectDescriptor effect, CancellationToken cancellation)
    {
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(Command(Redrive, Parameter(effect.Name)));
        var count = await batch.ExecuteNonQueryAsync(cancellation);
        signal.Raise();
        return count;
    }
}
