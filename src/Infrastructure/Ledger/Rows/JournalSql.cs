using Npgsql;
using Rupaya.Domain.Ledger;
using Rupaya.Infrastructure.Ledger.Writing;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Infrastructure.Ledger.Rows;

/// <summary>The statements on the journal, which is append-only: <c>entries</c> and <c>changes</c>.</summary>
internal static class JournalSql
{
    public static NpgsqlBatchCommand InsertEntry(Guid bookId, EntryRow row) =>
        Command(
            "insert into entries (book_id, seq, line, transaction_id, account_id, category_id, date, currency, flow, sign, amount) "
                + "values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10::smallint,$11)",
            Parameter(bookId),
            Parameter(row.Seq),
            Parameter(row.Line),
            Parameter(row.TransactionId),
            Parameter(row.Entry.What.AccountId),
            Parameter(row.Entry.What.CategoryId),
            Parameter(row.Entry.What.Date),
            Parameter(row.Entry.What.Currency),
            Parameter(row.Entry.What.Flow.Name()),
            Parameter(row.Entry.Sign),
            Parameter(row.Entry.What.Amount)
        );

    public static NpgsqlBatchCommand InsertEntries(Guid bookId, IReadOnlyList<EntryRow> rows) =>
        Command(
            "insert into entries (book_id, seq, line, transaction_id, account_id, category_id, date, currency, flow, sign, amount) "
                + "select $1, x.* from unnest($2,$3,$4,$5,$6,$7,$8,$9,$10,$11) as x",
            Parameter(bookId),
            Column(rows, r => r.Seq),
            Column(rows, r => r.Line),
            Column(rows, r => r.TransactionId),
            Column(rows, r => r.Entry.What.AccountId),
            Column(rows, r => r.Entry.What.CategoryId),
            Column(rows, r => r.Entry.What.Date),
            Column(rows, r => r.Entry.What.Currency),
            Column(rows, r => r.Entry.What.Flow.Name()),
            Column(rows, r => r.Entry.Sign),
            Column(rows, r => r.Entry.What.Amount)
        );

    public static NpgsqlBatchCommand InsertChange(LockedBook book, ChangeRow row) =>
        Command(
            "insert into changes (book_id, seq, at, actor_id, kind, subject_id, op, before, reason) values ($1,$2,$3,$4,$5,$6,$7,$8,$9)",
            Parameter(book.BookId),
            Parameter(row.Seq),
            Parameter(book.At),
            Parameter(book.ActorId),
            Parameter(row.Kind),
            Parameter(row.SubjectId),
            Parameter(row.Op),
            Jsonb(row.Before),
            Parameter(row.Reason)
        );

    public static NpgsqlBatchCommand InsertChanges(LockedBook book, IReadOnlyList<ChangeRow> rows) =>
        Command(
            "insert into changes (book_id, at, actor_id, seq, kind, subject_id, op, before, reason) "
                + "select $1, $2, $3, x.seq, x.kind, x.subject_id, x.op, x.before::jsonb, x.reason "
                + "from unnest($4,$5,$6,$7,$8,$9) as x(seq, kind, subject_id, op, before, reason)",
            Parameter(book.BookId),
            Parameter(book.At),
            Parameter(book.ActorId),
            Column(rows, r => r.Seq),
            Column(rows, r => r.Kind),
            Column(rows, r => r.SubjectId),
            Column(rows, r => r.Op),
            Column(rows, r => r.Before),
            Column(rows, r => r.Reason)
        );
}

/// <param name="Seq">The change it belongs to.</param>
/// <param name="TransactionId">Null for an opening.</param>
internal sealed record EntryRow(long Seq, int Line, Guid? TransactionId, Entry Entry);

/// <param name="Kind">book, member, account, category, transaction, budget or rate.</param>
/// <param name="Op">create, update or delete.</param>
/// <param name="Before">JSON of the row as it was; null for a creation.</param>
/// <param name="Reason">Why what was reconciled is changed all the same.</param>
internal sealed record ChangeRow(long Seq, string Kind, Guid SubjectId, string Op, string? Before, string? Reason);
