using Npgsql;
using Rupaya.Domain.Books;
using Rupaya.Domain.Calendars;
using Rupaya.Infrastructure.Ledger.Writing;
using Rupaya.Infrastructure.Postgres;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Infrastructure.Ledger.Rows;

/// <summary>The statements on a book's own row and on who may see it.</summary>
public static class BookSql
{
    /// <summary>The columns of a book, in the order of <see cref="Read"/>.</summary>
    public const string Columns =
        "b.book_id, b.name, b.currency, b.time_zone, b.month_start_day, b.weekend_rule, b.week_start, b.seq, b.epoch, b.rates_version, b.created_at";

    /// <summary>How many columns there are; what a query adds comes after them.</summary>
    public const int Count = 11;

    /// <summary>Keeps the book <c>$1</c> from being erased until the transaction ends, and nobody from writing.</summary>
    public const string KeepFromErasing = "select 1 from books where book_id = $1 for key share";

    [AcrossBooks("Of a user: which other books they are in, by the index on members' users. Once when somebody leaves their default book.")]
    private const string LeaveText =
        "update users set default_book_id = (select m.book_id from book_members m where m.user_id = $2 and m.book_id <> $1 "
        + "order by m.role = 'owner' desc, m.joined_at limit 1) where user_id = $2 and default_book_id = $1";

    /// <summary>The book that starts at the first column.</summary>
    public static Book Read(NpgsqlDataReader r) =>
        new()
        {
            BookId = r.GetGuid(0),
            Name = r.GetString(1),
            Currency = r.GetString(2),
            TimeZone = r.GetString(3),
            MonthStartDay = r.GetInt32(4),
            WeekendRule = r.GetString(5),
            WeekStart = r.GetInt32(6),
            Seq = r.GetInt64(7),
            Epoch = r.GetInt32(8),
            RatesVersion = r.GetInt64(9),
            CreatedAt = r.GetFieldValue<DateTimeOffset>(10),
        };

    /// <summary>The calendar of a book whose head is held.</summary>
    public static async Task<BookCalendar> CalendarAsync(LockedBook book, CancellationToken cancellation)
    {
        var row = await book.ReadAsync(
            Command($"select {Columns} from books b where b.book_id = $1", Parameter(book.BookId)),
            Read,
            cancellation
        );
        return row[0].Calendar();
    }

    /// <summary>Moves the head, whose lock is held, by the numbers that were taken.</summary>
    internal static NpgsqlBatchCommand Advance(Guid bookId, int changes) =>
        Command("update books set seq = seq + $2 where book_id = $1", Parameter(bookId), Parameter(changes));

    internal static NpgsqlBatchCommand Update(Book b) =>
        Command(
            "update books set name = $2, currency = $3, time_zone = $4, month_start_day = $5, weekend_rule = $6, week_start = $7 where book_id = $1",
            Parameter(b.BookId),
            Parameter(b.Name),
            Parameter(b.Currency),
            Parameter(b.TimeZone),
            Parameter(b.MonthStartDay),
            Parameter(b.WeekendRule),
            Parameter(b.WeekStart)
        );

    internal static NpgsqlBatchCommand InsertMember(BookMember m) =>
        Command(
            "insert into book_members (book_id, user_id, role, joined_at) values ($1, $2, $3, $4)",
            Parameter(m.BookId),
            Parameter(m.UserId),
            Parameter(m.Role.Name()),
            Parameter(m.JoinedAt)
        );

    internal static NpgsqlBatchCommand UpdateMember(BookMember m, DateTimeOffset now) =>
        Command(
            "update book_members set role = $3, changed_at = $4 where book_id = $1 and user_id = $2",
            Parameter(m.BookId),
            Parameter(m.UserId),
            Parameter(m.Role.Name()),
            Parameter(now)
        );

    internal static NpgsqlBatchCommand DeleteMember(BookMember m) =>
        Command("delete from book_members where book_id = $1 and user_id = $2", Parameter(m.BookId), Parameter(m.UserId));

    /// <summary>Gives a user who left their default book another one of theirs, the longest-standing; null when there is none.</summary>
    internal static NpgsqlBatchCommand LeaveDefault(BookMember m) => Command(LeaveText, Parameter(m.BookId), Parameter(m.UserId));
}
