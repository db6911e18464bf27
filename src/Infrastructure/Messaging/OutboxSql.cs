using System.Diagnostics;
using System.Text.Json;
using Npgsql;
using Rupaya.Infrastructure.Base;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Infrastructure.Messaging;

/// <summary>Puts a contract into the outbox, in the commit of the write it tells about.</summary>
public static class OutboxSql
{
    /// <summary>Writes one message.</summary>
    /// <param name="message">A contract of <c>Domain/Contracts</c>.</param>
    /// <param name="at">UTC: when it happened.</param>
    public static NpgsqlBatchCommand Insert<T>(T message, DateTimeOffset at)
        where T : class =>
        Command(
            "insert into outbox (message_id, contract, body, trace_parent, created_at) values ($1,$2,$3,$4,$5)",
            Parameter(Guid.CreateVersion7(at)),
            Parameter(ContractNames.Of(typeof(T))),
            Parameter(JsonSerializer.Serialize(message, Json.Options)),
            Parameter(Activity.Current?.Id),
            Parameter(at)
        );

    /// <summary>Many of one contract at once.</summary>
    public static NpgsqlBatchCommand InsertMany<T>(IReadOnlyList<T> messages, DateTimeOffset at)
        where T : class =>
        Command(
            "insert into outbox (message_id, contract, body, trace_parent, created_at) select id, $2, body, $4, $5 from unnest($1, $3) as m(id, body)",
            Column(messages, _ => Guid.CreateVersion7(at)),
            Parameter(ContractNames.Of(typeof(T))),
            Column(messages, m => JsonSerializer.Serialize(m, Json.Options)),
            Parameter(Activity.Current?.Id),
            Parameter(at)
        );
}
