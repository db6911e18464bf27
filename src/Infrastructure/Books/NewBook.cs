using Npgsql;
using Rupaya.Domain.Books;
using Rupaya.Domain.Contracts.V1;
using Rupaya.Infrastructure.Ledger;
using Rupaya.Infrastructure.Messaging;
using Rupaya.Infrastructure.Reads;
using static Rupaya.Infrastructure.Ledger.Sql;

namespace Rupaya.Infrastructure.Books;

/// <summary>The statements that make a book: its head, its owner, the sentinel and default categories with their changes, and the event.</summary>
internal static class NewBook
{
    private const string BookText =
        "insert into books (book_id, name, currency, time_zone, month_start_day, weekend_rule, week_start, seq, epoch, rates_version, created_at) "
        + "values ($1, $2, $3, $4, 1, 'none', 1, $5, 1, 0, $6)";

    private const string SentinelText =
        "insert into categories (book_id, category_id, name, kind, is_system, version, created_at, updated_at, deleted_seq) "
        + "values ($1, '00000000-0000-0000-0000-000000000000', '', 'none', true, 0, $2, $2, 0)";

    private const string ChangesText =
        "insert into changes (book_id, seq, at, actor_id, kind, subject_id, op) "
        + "select $1, s.i, $3, $2, s.kind, s.id, 'create' from unnest($4, $5) with ordinality as s(id, kind, i)";

    public static IEnumerable<NpgsqlBatchCommand> Commands(
        Guid bookId,
        Guid ownerId,
        string name,
        string currency,
        string timeZone,
        DateTimeOffset at
    )
    {
        string[] names = [.. DefaultCategories.Expense, .. DefaultCategories.Income];
        string[] kinds = [.. DefaultCategories.Expense.Select(_ => "expense"), .. DefaultCategories.Income.Select(_ => "income")];
        var ids = Array.ConvertAll(names, _ => Guid.CreateVersion7(at));
        Guid[] subjects = [bookId, .. ids];
        string[] subjectKinds = ["book", .. ids.Select(_ => "category")];
        long seq = subjects.Length;

        yield return Command(BookText, Of(bookId), Of(name), Of(currency), Of(timeZone), Of(seq), Of(at));
        yield return Command(
            "insert into book_members (book_id, user_id, role, joined_at) values ($1, $2, 'owner', $3)",
            Of(bookId),
            Of(ownerId),
            Of(at)
        );
        yield return Command(
            $"insert into projection_heads (book_id, projection, applied_seq) values ($1, '{ExactRead.Totals}', $2)",
            Of(bookId),
            Of(seq)
        );
        yield return Command(SentinelText, Of(bookId), Of(at));
        yield return CategorySql.InsertMany(bookId, ids, names, kinds, firstVersion: 2, isSystem: true, at);
        yield return Command(ChangesText, Of(bookId), Of(ownerId), Of(at), Of(subjects), Of(subjectKinds));
        yield return OutboxSql.Insert(new BookChanged(bookId, 0, seq, ownerId, "book.created", bookId, at), at);
    }
}
