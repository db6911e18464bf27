using Npgsql;
using Rupaya.Infrastructure.Ledger;
using Rupaya.Infrastructure.Persistence.Entities;
using Rupaya.Infrastructure.Time;
using static Rupaya.Infrastructure.Ledger.Sql;

namespace Rupaya.Features.Transactions.GetTransaction;

internal sealed class GetTransactionHandler(NpgsqlDataSource database, TimeProvider clock)
{
    // Session, membership, row and names by primary keys in one statement: a phone asks for this more than for anything else.
    private const string Text = $"""
        select m.role is null, a.name, a.version, c.name, c.version, {TransactionSql.Row}
          from sessions s
          join users u on u.user_id = s.user_id
          left join book_members m on m.book_id = coalesce($1, u.default_book_id) and m.user_id = u.user_id
          left join transactions t on t.book_id = m.book_id and t.transaction_id = $5 and t.deleted_seq is null
          left join accounts a on a.book_id = t.book_id and a.account_id = t.account_id
          left join categories c on c.book_id = t.book_id and c.category_id = t.category_id
         where s.session_id = $3 and s.user_id = $2 and s.revoked_at is null and s.expires_at > $4
        """;

    private const int RowStart = 5;

    public async Task<Result<Answer>> HandleAsync(
        Guid transactionId,
        Conditional conditional,
        Caller caller,
        CancellationToken cancellation
    )
    {
        await using var command = database.CreateCommand(Text);
        command.Parameters.Add(Of(caller.BookId));
        command.Parameters.Add(Of(caller.UserId));
        command.Parameters.Add(Of(caller.SessionId));
        command.Parameters.Add(Of(clock.NowStored()));
        command.Parameters.Add(Of(transactionId));
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        if (!await reader.ReadAsync(cancellation))
        {
            return Error.InvalidToken;
        }
        if (reader.GetBoolean(0))
        {
            return Error.NotFound("Book");
        }
        return reader.IsDBNull(RowStart) ? Error.NotFound("Transaction") : Respond(reader, conditional);
    }

    private static Answer Respond(NpgsqlDataReader reader, Conditional conditional)
    {
        var row = TransactionSql.Read(reader, RowStart);
        var etag = TransactionView.ETag(row, reader.GetInt64(2), reader.IsDBNull(4) ? null : reader.GetInt64(4));
        return conditional.Matches(etag)
            ? Answer.NotModified(etag)
            : Answer.Ok(TransactionView.From(row, reader.GetString(1), reader.IsDBNull(3) ? null : reader.GetString(3)), etag);
    }
}
