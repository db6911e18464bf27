using Npgsql;
using Rupaya.Domain.Books;
using Rupaya.Domain.Budgets;
using Rupaya.Domain.Calendars;
using Rupaya.Infrastructure.Ledger.Rows;
using Rupaya.Infrastructure.Ledger.Writing;
using Rupaya.Infrastructure.Postgres;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Features.Books.UpdateBook;

internal sealed class UpdateBookHandler(MembershipDoor door)
{
    public Task<Result<Reply<BookView>>> HandleAsync(
        Guid bookId,
        UpdateBookRequest request,
        Caller caller,
        CancellationToken cancellation
    ) => door.WriteAsync<BookView>(bookId, caller, book => book.RequireOwner(), (book, c) => DecideAsync(book, request, c), cancellation);

    private static async Task<Result<Reply<BookView>>> DecideAsync(
        LockedMembership membership,
        UpdateBookRequest request,
        CancellationToken cancellation
    )
    {
        var before = membership.Book;
        var after = before with
        {
            Name = request.Name ?? before.Name,
            Currency = request.Currency ?? before.Currency,
            TimeZone = request.TimeZone ?? before.TimeZone,
            MonthStartDay = request.MonthStartDay ?? before.MonthStartDay,
            WeekendRule = request.WeekendRule ?? before.WeekendRule,
            WeekStart = request.WeekStart ?? before.WeekStart,
        };
        if (after.Currency != before.Currency && await HasPostingsAsync(membership, cancellation))
        {
            return Problems.BookInUse.Error;
        }
        if (await CheckCalendarAsync(membership.Locked, before.Calendar(), after.Calendar(), cancellation) is { } refused)
        {
            return refused;
        }
        membership.Commit.Record(before, after);
        return Reply.Ok<BookView>(BookView.From(after with { Seq = before.Seq + 1 }, Role.Owner));
    }

    private static async Task<Error?> CheckCalendarAsync(
        LockedBook book,
        BookCalendar before,
        BookCalendar after,
        CancellationToken cancellation
    ) => before == after ? null : BudgetRules.CheckCalendar(await BudgetSql.AllAsync(book, cancellation), before, after);

    private static async Task<bool> HasPostingsAsync(LockedMembership membership, CancellationToken cancellation)
    {
        return await membership.Locked.ScalarAsync(
            Command("select 1 from entries where book_id = $1 limit 1", Parameter(membership.Book.BookId)),
            cancellation
        )
            is not null;
    }
}
