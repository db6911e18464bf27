using Npgsql;
using Rupaya.Domain.Books;
using Rupaya.Infrastructure.Ledger.Writing;
using Rupaya.Infrastructure.Postgres;
using Rupaya.Infrastructure.Postgres.Entities;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Features.Books.CreateBook;

internal sealed class CreateBookHandler(UserDoor door)
{
    private const int MaxBooks = 50;

    [AcrossBooks("Of a user: how many books they own, by the index on members' users. Once for each new book.")]
    private const string Owned = "select count(*) from book_members where user_id = $1 and role = 'owner'";

    public Task<Result<Reply<BookView>>> HandleAsync(CreateBookRequest request, Caller caller, CancellationToken cancellation) =>
        caller.Grant?.BookId is null
            ? door.WriteAsync<BookView>(caller, (work, c) => CreateAsync(work, request, c), cancellation)
            // A book that is not there yet is outside of a token's one.
            : Task.FromResult<Result<Reply<BookView>>>(Error.NotFound("Book"));

    private static async Task<Result<Reply<BookView>>> CreateAsync(
        UserChanges work,
        CreateBookRequest request,
        CancellationToken cancellation
    )
    {
        if (await OwnedAsync(work, cancellation) >= MaxBooks)
        {
            return Problems.TooManyBooks.Because($"A user owns at most {MaxBooks} books.");
        }
        var book = new Book
        {
            BookId = Guid.CreateVersion7(work.Now),
            Name = request.Name!,
            Currency = request.Currency ?? work.User.Currency,
            TimeZone = request.TimeZone ?? work.User.TimeZone,
            MonthStartDay = request.MonthStartDay ?? 1,
            WeekendRule = request.WeekendRule ?? "none",
            WeekStart = request.WeekStart ?? 1,
            Seq = NewBook.Changes,
            Epoch = 1,
            RatesVersion = 0,
            CreatedAt = work.Now,
        };
        work.Add(NewBook.Commands(book, work.User.UserId));
        work.Add(
            Command(
                "update users set default_book_id = $2 where user_id = $1 and default_book_id is null",
                Parameter(work.User.UserId),
                Parameter(book.BookId)
            )
        );
        return Reply.Created<BookView>(BookView.From(book, Role.Owner), $"/api/v1/books/{book.BookId}");
    }

    private static async Task<long> OwnedAsync(UserChanges work, CancellationToken cancellation)
    {
        return (long)(await work.ScalarAsync(Command(Owned, Parameter(work.User.UserId)), cancellation))!;
    }
}
