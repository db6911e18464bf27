using Npgsql;
using Rupaya.Infrastructure.Ledger.Rows;
using Rupaya.Infrastructure.Postgres;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Features.Transactions.GetTransaction;

internal sealed class GetTransactionHandler(NpgsqlDataSource database, TimeProvider clock)
{
    // Session, membership, row and names by primary keys in one statement: a phone asks for this more than for anything else.
    private static readonly string From = $"""
          from sessions s
          join users u on u.user_id = s.user_id
          left join book_members m on m.book_id = coalesce($1, u.default_book_id) and m.user_id = u.user_id
          left join transactions t on t.book_id = m.book_id and t.transaction_id = $5 and t.deleted_seq is null
          left join accounts a on a.book_id = t.book_id and a.account_id = t.account_id
          left join categories c on c.book_id = t.book_id and c.category_id = t.category_id
         where {SessionSql.AliveAs("$3", "$2", "$4")}
        """;

    private static readonly string Versions = $"select m.role is null, t.version, a.version, c.version {From}";

    private static readonly string Shown = "select m.role is null, t.version, a.version, c.version, a.name, c.name";
    private static readonly string Unsplit = $"{Shown}, {TransactionSql.Unsplit} {From}";
    private static readonly string Whole = $"{Shown}, {TransactionSql.Row} {From}";

    private const int Names = 4;
    private const int RowStart = 6;

    public async Task<Result<Reply<TransactionView>>> HandleAsync(
        Guid transactionId,
        IfNoneMatch conditional,
        Caller caller,
        CancellationToken cancellation
    )
    {
        // Who asks whether it changed is mostly told no: that takes three numbers, not the row. And what has a category is not split.
        var answer = conditional.IsAsked
            ? await ReadAsync(Versions, transactionId, caller, r => Unchanged(r, conditional), cancellation)
            : null;
        answer ??= await ReadAsync(
            Unsplit,
            transactionId,
            caller,
            r => TransactionSql.MayBeSplit(r, RowStart) ? null : Show(r),
            cancellation
        );
        return answer ?? (await ReadAsync(Whole, transactionId, caller, Show, cancellation))!.Value;
    }

    private async Task<Result<Reply<TransactionView>>?> ReadAsync(
        string text,
        Guid transactionId,
        Caller caller,
        Func<NpgsqlDataReader, Result<Reply<TransactionView>>?> respond,
        CancellationToken cancellation
    )
    {
        await using var command = database.CreateCommand(text);
        command.Parameters.Add(Parameter(caller.BookId));
        command.Parameters.Add(Parameter(caller.UserId));
        command.Parameters.Add(Parameter(caller.SessionId));
        command.Parameters.Add(Parameter(clock.NowStored()));
        command.Parameters.Add(Parameter(transactionId));
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        if (!await reader.ReadAsync(cancellation))
        {
            return Error.InvalidToken;
        }
        if (reader.GetBoolean(0))
        {
            return Error.NotFound("Book");
        }
        return reader.IsDBNull(1) ? Error.NotFound("Transaction") : respond(reader);
    }

    private static Result<Reply<TransactionView>>? Unchanged(NpgsqlDataReader reader, IfNoneMatch conditional)
    {
        var etag = ETag(reader);
        return conditional.Matches(etag) ? (Result<Reply<TransactionView>>?)Reply.NotModified<TransactionView>(etag) : null;
    }

    private static Result<Reply<TransactionView>>? Show(NpgsqlDataReader reader) =>
        Reply.Ok<TransactionView>(
            TransactionView.From(
                TransactionSql.Read(reader, RowStart),
                reader.GetString(Names),
                reader.IsDBNull(Names + 1) ? null : reader.GetString(Names + 1)
            ),
            ETag(reader)
        );

    private static string ETag(NpgsqlDataReader r) =>
        TransactionView.ETag(r.GetInt64(1), r.GetInt64(2), r.IsDBNull(3) ? null : r.GetInt64(3));
}
