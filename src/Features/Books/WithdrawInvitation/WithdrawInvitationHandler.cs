using Rupaya.Infrastructure.Ledger.Writing;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Features.Books.WithdrawInvitation;

internal sealed class WithdrawInvitationHandler(MembershipDoor door)
{
    private const string Look = "select accepted_at is not null from invitations where book_id = $1 and invitation_id = $2";

    // To a process of a release before, the token is one that was replaced.
    private const string Withdraw =
        "update invitations set withdrawn_at = $3, generation = generation + 1 where book_id = $1 and invitation_id = $2 and accepted_at is null "
        + "and withdrawn_at is null";

    public Task<Result<Reply<EmptyResponse>>> HandleAsync(Guid bookId, Guid invitationId, Caller caller, CancellationToken cancellation) =>
        door.WriteAsync<EmptyResponse>(
            bookId,
            caller,
            book => book.RequireOwner(),
            (book, c) => WithdrawAsync(book, invitationId, c),
            cancellation
        );

    private static async Task<Result<Reply<EmptyResponse>>> WithdrawAsync(
        LockedMembership book,
        Guid invitationId,
        CancellationToken cancellation
    )
    {
        var bookId = book.Book.BookId;
        switch (await book.Locked.ScalarAsync(Command(Look, Parameter(bookId), Parameter(invitationId)), cancellation))
        {
            case null:
                return Error.NotFound("Invitation");
            case true:
                return Problems.InvitationClosed.Because("The invitation was accepted; remove the member instead.");
        }
        book.Others.Add(Command(Withdraw, Parameter(bookId), Parameter(invitationId), Parameter(book.Now)));
        book.Audit(book.ActorId, "book.invitation_withdrawn", new { BookId = bookId, InvitationId = invitationId });
        return Reply.NoContent<EmptyResponse>();
    }
}
