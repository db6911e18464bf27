using Npgsql;
using Rupaya.Domain.Books;
using Rupaya.Domain.Contracts.V1;
using Rupaya.Infrastructure.Ledger.Projections;
using Rupaya.Infrastructure.Ledger.Rows;
using Rupaya.Infrastructure.Messaging;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Infrastructure.Ledger.Writing;

/// <summary>The statements that make a book: its head, its owner, the sentinel and default categories with their changes, and the event.</summary>
public static class NewBook
{
    private const string BookText =
        "insert into books (book_id, name, currency, time_zone, month_start_day, weekend_rule, week_start, seq, epoch, rates_version, created_at) "
        + "values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";

    private const string SentinelText =
        "insert into categories (book_id, category_id, name, kind, is_system, version, created_at, updated_at, deleted_seq) "
        + "values ($1, '00000000-0000-0000-0000-000000000000', '', 'none', true, 0, $2, $2, 0)";

    private const string ChangesText =
        "insert into changes (book_id, seq, at, actor_id, kind, subject_id, op) "
        + "select $1, s.i, $3, $2, s.kind, s.id, 'create' from unnest($4, $5) with ordinality as s(id, kind, i)";

    /// <summary>How many changes a new book has had: itself and its categories.</summary>
    public static int Changes => 1 + DefaultCategories.Expense.Count + DefaultCategories.Income.Count;

    /// <summary>A book with the defaults of sign-up.</summary>
    public static Book Default(Guid bookId, string currency, string timeZone, DateTimeOffset at) =>
        new()
        {
            BookId = bookId,
            Name = "My book",
            Currency = currency,
            TimeZone = timeZone,
            MonthStartDay = 1,
            WeekendRule = "none",
            WeekStart = 1,
            Seq = Changes,
            Epoch = 1,
            RatesVersion = 0,
            CreatedAt = at,
        };

    /// <summary>The statements, in their order.</summary>
    public static IEnumerable<NpgsqlBatchCommand> Commands(Book book, Guid ownerId)
    {
        var (bookId, at) = (book.BookId, book.CreatedAt);
        string[] names = [.. DefaultCategories.Expense, .. DefaultCategories.Income];
        string[] kinds = [.. DefaultCategories.Expense.Select(_ => "expense"), .. DefaultCategories.Income.Select(_ => "income")];
        var ids = Array.ConvertAll(names, _ => Guid.CreateVersion7(at));
        Guid[] subjects = [bookId, .. ids];
        string[] subjectKinds = ["book", .. ids.Select(_ => "category")];

        yield return Command(
            BookText,
            Parameter(bookId),
            Parameter(book.Name),
            Parameter(book.Currency),
            Parameter(book.TimeZone),
            Parameter(book.MonthStartDay),
            Parameter(book.WeekendRule),
            Parameter(book.WeekStart),
            Parameter(book.Seq),
            Parameter(book.Epoch),
            Parameter(book.RatesVersion),
            Parameter(at)
        );
        yield return BookSql.InsertMember(
            new BookMember
            {
                BookId = bookId,
                UserId = ownerId,
                Role = Role.Owner,
                JoinedAt = at,
            }
        );
        yield return Command(
            "insert into projection_heads (book_id, projection, applied_seq) "
                + $"values ($1, '{ExactRead.Totals}', $2), ($1, '{SearchProjector.Projection}', $2)",
            Parameter(bookId),
            Parameter(book.Seq)
        );
        yield return Command(SentinelText, Parameter(bookId), Parameter(at));
        yield return CategorySql.InsertMany(bookId, ids, names, kinds, firstVersion: 2, isSystem: true, at);
        yield return Command(
            ChangesText,
            Parameter(bookId),
            Parameter(ownerId),
            Parameter(at),
            Parameter(subjects),
            Parameter(subjectKinds)
        );
        yield return OutboxSql.Insert(new BookChanged(bookId, 0, book.Seq, ownerId, "book.created", bookId, at), at);
    }
}
