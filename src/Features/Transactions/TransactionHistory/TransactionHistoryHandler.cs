using System.Text.Json;
using Npgsql;
using Rupaya.Domain.Ledger;
using Rupaya.Infrastructure.Ledger;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Features.Transactions.TransactionHistory;

internal sealed class TransactionHistoryHandler(BookHeads heads, NpgsqlDataSource database)
{
    // A row's version is the number of its last change, and what was before that has the version of the one before: the changes are a chain
    // that is followed by primary key, so no write pays for an index by subject.
    private const string Chain = """
        with recursive h as (
            select c.* from transactions t join changes c on c.book_id = $1 and c.seq = t.version
             where t.book_id = $1 and t.transaction_id = $2
            union all
            select c.* from h join changes c on c.book_id = $1 and c.seq = (h.before ->> 'version')::bigint)
        select seq, at, actor_id, op, before::text, reason from h order by seq
        """;

    public async Task<Result<Reply<IEnumerable<HistoryEntry>>>> HandleAsync(
        Guid transactionId,
        Caller caller,
        CancellationToken cancellation
    )
    {
        var head = await heads.ReadAsync(caller, cancellation);
        if (!head.IsSuccess)
        {
            return head.Error!;
        }
        await using var command = database.CreateCommand(Chain);
        command.Parameters.Add(Parameter(head.Value.BookId));
        command.Parameters.Add(Parameter(transactionId));
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var changes = new List<HistoryEntry>();
        while (await reader.ReadAsync(cancellation))
        {
            changes.Add(Read(reader));
        }
        return changes.Count == 0 ? Error.NotFound("Transaction") : Reply.Ok<IEnumerable<HistoryEntry>>(changes);
    }

    private static HistoryEntry Read(NpgsqlDataReader r) =>
        new(
            r.GetInt64(0),
            r.GetFieldValue<DateTimeOffset>(1),
            r.GetGuid(2),
            r.GetString(3),
            r.IsDBNull(4) ? null : TransactionState.From(JsonSerializer.Deserialize<Transaction>(r.GetString(4), Json.Options)!),
            r.IsDBNull(5) ? null : r.GetString(5)
        );
}
