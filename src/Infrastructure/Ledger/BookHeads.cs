using NodaTime;
using Npgsql;
using Rupaya.Domain.Books;
using Rupaya.Domain.Calendars;
using Rupaya.Domain.Results;
using Rupaya.Infrastructure.Base;
using Rupaya.Infrastructure.Identity;
using Rupaya.Infrastructure.Postgres;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Infrastructure.Ledger;

/// <summary>What query A knows: the caller's role in the book, and everything a validity tag is made of.</summary>
/// <param name="BookId">The book.</param>
/// <param name="UserId">Who asks.</param>
/// <param name="Role">Their role in the book.</param>
/// <param name="Seq">The last change of the book.</param>
/// <param name="Epoch">Raised by a restore or a rebuild.</param>
/// <param name="RatesVersion">Raised by new rates.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="TimeZone">IANA.</param>
/// <param name="Calendar">Where its months and weeks begin.</param>
/// <param name="Today">The day in the book's zone.</param>
public sealed record BookHead(
    Guid BookId,
    Guid UserId,
    Role Role,
    long Seq,
    int Epoch,
    long RatesVersion,
    string Currency,
    string TimeZone,
    BookCalendar Calendar,
    DateOnly Today
);

/// <summary>
/// Query A: session alive, role in the book, and the book's head, by primary keys in one statement. The book is known before; where the caller's
/// default book is another one than the token says, it is asked again with that one.
/// </summary>
public sealed class BookHeads(NpgsqlDataSource database, TimeProvider clock)
{
    private static readonly string QueryA = $"""
        select b.book_id, m.role, b.seq, b.epoch, {ExactRead.RatesVersion}, b.currency, b.time_zone, b.month_start_day, b.week_start, b.weekend_rule,
               u.default_book_id
          from sessions s
          join users u on u.user_id = s.user_id
          left join books b on b.book_id = $1
          left join book_members m on m.book_id = $1 and m.user_id = u.user_id
         where {SessionSql.AliveAs("$3", "$2", "$4")}
        """;

    // Where query A has the caller's default book.
    private const int DefaultBook = 10;

    private const string ForEffect = $"""
        select b.book_id, 'owner', b.seq, b.epoch, {ExactRead.RatesVersion}, b.currency, b.time_zone, b.month_start_day, b.week_start, b.weekend_rule
          from books b where b.book_id = $1
        """;

    /// <summary>The head for an effect, which acts for the book itself. Null when the book is gone.</summary>
    public async Task<BookHead?> ReadForEffectAsync(Guid bookId, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(ForEffect);
        command.Parameters.Add(Parameter(bookId));
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation) ? Head(reader, Guid.Empty, clock.GetUtcNow()) : null;
    }

    /// <returns>The head; 401 when the session is over; 404 for a foreign or unknown book.</returns>
    public async Task<Result<BookHead>> ReadAsync(Caller caller, CancellationToken cancellation)
    {
        var (head, elsewhere) = await ReadOnceAsync(caller, cancellation);
        return elsewhere is null ? head : await ReadAsync(elsewhere, cancellation);
    }

    private async Task<(Result<BookHead> Head, Caller? Elsewhere)> ReadOnceAsync(Caller caller, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        await using var command = database.CreateCommand(QueryA);
        command.Parameters.Add(Parameter(caller.BookId));
        command.Parameters.Add(Parameter(caller.UserId));
        command.Parameters.Add(Parameter(caller.SessionId));
        command.Parameters.Add(Parameter(now));
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        if (!await reader.ReadAsync(cancellation))
        {
            return (Error.InvalidToken, null);
        }
        var elsewhere = caller.Elsewhere(reader.IsDBNull(DefaultBook) ? null : reader.GetGuid(DefaultBook));
        return (reader.IsDBNull(1) ? Error.NotFound("Book") : Head(reader, caller.UserId, now), elsewhere);
    }

    private static BookHead Head(NpgsqlDataReader reader, Guid userId, DateTimeOffset now)
    {
        var zone = reader.GetString(6);
        return new BookHead(
            reader.GetGuid(0),
            userId,
            Roles.Parse(reader.GetString(1)),
            reader.GetInt64(2),
            reader.GetInt32(3),
            reader.GetInt64(4),
            reader.GetString(5),
            zone,
            new BookCalendar(reader.GetInt32(7), reader.GetInt32(8), WeekendRules.Parse(reader.GetString(9))),
            CivilDates.Today(zone, Instant.FromDateTimeOffset(now))
        );
    }
}
