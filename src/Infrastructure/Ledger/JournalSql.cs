using Npgsql;
using Rupaya.Domain.Ledger;
using static Rupaya.Infrastructure.Ledger.Sql;

namespace Rupaya.Infrastructure.Ledger;

/// <summary>The statements on the journal, which is append-only: <c>entries</c> and <c>changes</c>.</summary>
internal static class JournalSql
{
    public static NpgsqlBatchCommand InsertEntry(Guid bookId, long seq, int line, Guid? transactionId, Entry entry) =>
        Command(
            "insert into entries (book_id, seq, line, transaction_id, account_id, category_id, date, currency, flow, sign, amount) "
                + "values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10::smallint,$11)",
            Of(bookId),
            Of(seq),
            Of(line),
            Of(transactionId),
            Of(entry.What.AccountId),
            Of(entry.What.CategoryId),
            Of(entry.What.Date),
            Of(entry.What.Currency),
            Of(entry.What.Flow.Name()),
            Of(entry.Sign),
            Of(entry.What.Amount)
        );

    public static NpgsqlBatchCommand InsertChange(
        Guid bookId,
        long seq,
        DateTimeOffset at,
        Guid actor,
        string kind,
        Guid subject,
        string op,
        string? before
    ) =>
        Command(
            "insert into changes (book_id, seq, at, actor_id, kind, subject_id, op, before) values ($1,$2,$3,$4,$5,$6,$7,$8)",
            Of(bookId),
            Of(seq),
            Of(at),
            Of(actor),
            Of(kind),
            Of(subject),
            Of(op),
            Jsonb(before)
        );
}
