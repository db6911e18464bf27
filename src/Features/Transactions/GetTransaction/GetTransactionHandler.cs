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
          left join book_members m on m.book_id = $1 and m.user_id = u.user_id
          left join transactions t on t.book_id = $1 and t.transaction_id = $5 and t.deleted_seq is null and m.role is not null
          left join accounts a on a.book_id = $1 and a.account_id = t.account_id
          left join categories c on c.book_id = $1 and c.category_id = t.category_id
         where {SessionSql.AliveAs("$3", "$2", "$4")}
        """;

    private const string Numbers = "u.default_book_id, m.role is null, t.version, a.version, c.version";
    private static readonly string Versions = $"select {Numbers} {From}";

    private static readonly string Shown = $"select {Numbers}, a.name, c.name";
    private static readonly string Unsplit = $"{Shown}, {TransactionSql.Unsplit} {From}";
    private static readonly string Whole = $"{Shown}, {TransactionSql.Row} {From}";

    private const int Names = 5;
    private const int RowStart = 7;

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
        var (answer, elsewhere) = await ReadOnceAsync(text, transactionId, caller, respond, cancellation);
        return elsewhere is null ? answer : await ReadAsync(text, transactionId, elsewhere, respond, cancellation);
    }

    private async Task<(Result<Reply<TransactionView>>? Answer, Caller? Elsewhere)> ReadOnceAsync(
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
            return (Error.InvalidToken, null);
        }
        if (caller.Elsewhere(reader.IsDBNull(0) ? null : reader.GetGuid(0)) is { } elsewhere)
        {
            return (null, elsewhere);
        }
        if (reader.GetBoolean(1))
        {
            return (Error.NotFound("Book"), null);
        }
        return (reader.IsDBNull(2) ? Error.NotFound("Transaction") : respond(reader), null);
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
        TransactionView.ETag(r.GetInt64(2), r.GetInt64(3), r.IsDBNull(4) ? null : r.GetInt64(4));
}
