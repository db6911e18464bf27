using Microsoft.Extensions.Options;
using Rupaya.Domain.Contracts.V1;
using Rupaya.Infrastructure.Ledger.Writing;
using Rupaya.Infrastructure.Messaging;
using Rupaya.Infrastructure.Postgres;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Features.Books.DeleteBook;

/// <summary>The owner leaves the book, and it remembers who they were: to everybody it is a book that they are not in.</summary>
internal sealed class DeleteBookHandler(MembershipDoor door, IOptions<BooksOptions> options)
{
    // Of two books that are deleted at once the second one is the last.
    private const string LockUser = "select 1 from users where user_id = $1 for no key update";

    [AcrossBooks("Of a user: whether they are in another book, by the index on members' users.")]
    private const string Another = "select 1 from book_members where user_id = $1 and book_id <> $2 limit 1";

    public Task<Result<Reply<BookDeleted>>> HandleAsync(
        Guid bookId,
        DeleteBookRequest request,
        Caller caller,
        CancellationToken cancellation
    ) =>
        door.WriteAsync<BookDeleted>(bookId, caller, book => book.RequireOwner(), (book, c) => DeleteAsync(book, request, c), cancellation);

    private async Task<Result<Reply<BookDeleted>>> DeleteAsync(
        LockedMembership book,
        DeleteBookRequest request,
        CancellationToken cancellation
    )
    {
        var (bookId, owner, now) = (book.Book.BookId, book.ActorId, book.Now);
        if (request.Confirm != book.Book.Name)
        {
            return Error.Field("confirm", "Must be the book's name.");
        }
        if (book.Members.Count > 1)
        {
            return Problems.BookHasMembers.Error;
        }
        await book.Locked.ScalarAsync(Command(LockUser, Parameter(owner)), cancellation);
        if (await book.Locked.ScalarAsync(Command(Another, Parameter(owner), Parameter(bookId)), cancellation) is null)
        {
            return Problems.LastBook.Error;
        }
        var eraseAt = now.AddDays(options.Value.EraseAfterDays);
        book.Remove(book.Members[0]);
        book.Others.Add(
            Command(
                "update books set erase_at = $2, erase_asked_by = $3 where book_id = $1",
                Parameter(bookId),
                Parameter(eraseAt),
                Parameter(owner)
            )
        );
        book.Others.Add(
            OutboxSql.Insert(new AccountNotice(Guid.CreateVersion7(now), AccountNoticeKinds.BookDeleted, owner, bookId, now), now)
        );
        book.Audit(owner, "book.deleted", new { BookId = bookId, EraseAt = eraseAt });
        return Reply.Accepted<BookDeleted>(new BookDeleted(eraseAt), location: null);
    }
}
