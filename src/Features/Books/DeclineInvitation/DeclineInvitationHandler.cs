using Rupaya.Infrastructure.Ledger;
using Rupaya.Infrastructure.Ledger.Writing;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Features.Books.DeclineInvitation;

internal sealed class DeclineInvitationHandler(Invitations invitations, MembershipDoor door)
{
    private const string Look = "select email_key, accepted_at is not null from invitations where book_id = $1 and invitation_id = $2";

    private const string Decline =
        "update invitations set declined_at = $3, generation = generation + 1 where book_id = $1 and invitation_id = $2 and accepted_at is null";

    public async Task<Result<Reply<EmptyResponse>>> HandleAsync(
        DeclineInvitationRequest request,
        Caller caller,
        CancellationToken cancellation
    )
    {
        var found = await invitations.FindAsync(caller, request.Token, request.InvitationId, cancellation);
        return found.IsSuccess
            ? await door.WriteAsync<EmptyResponse>(
                found.Value.BookId,
                caller,
                _ => null,
                (book, c) => DeclineAsync(book, found.Value, c),
                cancellation
            )
            : found.Error!;
    }

    private static async Task<Result<Reply<EmptyResponse>>> DeclineAsync(
        LockedMembership book,
        FoundInvitation found,
        CancellationToken cancellation
    )
    {
        var (bookId, invitationId) = (Parameter(found.BookId), Parameter(found.InvitationId));
        var rows = await book.Locked.ReadAsync(
            Command(Look, bookId, invitationId),
            r => (Key: r.GetString(0), Accepted: r.GetBoolean(1)),
            cancellation
        );
        if (rows is not [var invitation])
        {
            return AccountLinks.Invalid;
        }
        if (invitation.Key != found.EmailKey)
        {
            return Problems.WrongRecipient.Error;
        }
        if (invitation.Accepted)
        {
            return Problems.InvitationClosed.Because("The invitation was accepted; leave the book instead.");
        }
        book.Others.Add(Command(Decline, Parameter(found.BookId), Parameter(found.InvitationId), Parameter(book.Now)));
        book.Audit(book.ActorId, "book.invitation_declined", new { found.BookId, found.InvitationId });
        return Reply.NoContent<EmptyResponse>();
    }
}
