using Rupaya.Domain.Books;
using Rupaya.Infrastructure.Ledger.Writing;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Features.Books.RestoreBook;

internal sealed class RestoreBookHandler(MembershipDoor door)
{
    public Task<Result<Reply<EmptyResponse>>> HandleAsync(Guid bookId, Caller caller, CancellationToken cancellation) =>
        door.WriteAsync<EmptyResponse>(bookId, caller, Authorise, (book, _) => Task.FromResult(Restore(book)), cancellation);

    // Its time may be over and nobody have come to erase it yet.
    private static Error? Authorise(LockedMembership book) =>
        book.Deletion is { } deletion && deletion.By == book.ActorId && deletion.EraseAt > book.Now ? null : Error.NotFound("Book");

    private static Result<Reply<EmptyResponse>> Restore(LockedMembership book)
    {
        var owner = new BookMember
        {
            BookId = book.Book.BookId,
            UserId = book.ActorId,
            Role = Role.Owner,
            JoinedAt = book.Now,
        };
        book.Commit.Record(null, owner);
        book.Others.Add(Command("update books set erase_at = null, erase_asked_by = null where book_id = $1", Parameter(owner.BookId)));
        book.Others.Add(
            Command(
                "update users set default_book_id = $2 where user_id = $1 and default_book_id is null",
                Parameter(owner.UserId),
                Parameter(owner.BookId)
            )
        );
        book.Audit(owner.UserId, "book.restored", new { owner.BookId });
        return Reply.NoContent<EmptyResponse>();
    }
}
