using Microsoft.Extensions.Options;
using Rupaya.Domain.Contracts.V1;
using Rupaya.Infrastructure.Ledger;
using Rupaya.Infrastructure.Ledger.Writing;
using Rupaya.Infrastructure.Messaging;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Features.Books.ResendInvitation;

internal sealed class ResendInvitationHandler(MembershipDoor door, IOptions<SecurityOptions> options)
{
    private const string Look =
        $"select i.email, i.role, i.accepted_at is null and {Invitations.Standing} from invitations i "
        + "where i.book_id = $1 and i.invitation_id = $2";

    private const string Renew =
        "update invitations set generation = generation + 1, expires_at = $3 where book_id = $1 and invitation_id = $2";

    public Task<Result<Reply<InvitationView>>> HandleAsync(Guid bookId, Guid invitationId, Caller caller, CancellationToken cancellation) =>
        door.WriteAsync<InvitationView>(
            bookId,
            caller,
            book => book.RequireOwner(),
            (book, c) => RenewAsync(book, invitationId, c),
            cancellation
        );

    private async Task<Result<Reply<InvitationView>>> RenewAsync(LockedMembership book, Guid invitationId, CancellationToken cancellation)
    {
        var (bookId, now) = (book.Book.BookId, book.Now);
        var rows = await book.Locked.ReadAsync(
            Command(Look, Parameter(bookId), Parameter(invitationId)),
            r => (Email: r.GetString(0), Role: r.GetString(1), IsOpen: r.GetBoolean(2)),
            cancellation
        );
        if (rows is not [var invitation])
        {
            return Error.NotFound("Invitation");
        }
        if (!invitation.IsOpen)
        {
            return Problems.InvitationClosed.Error;
        }
        var expiresAt = now.AddDays(options.Value.InvitationDays);
        var notice = new AccountNotice(Guid.CreateVersion7(now), AccountNoticeKinds.Invitation, null, invitationId, now);
        book.Others.Add(Command(Renew, Parameter(bookId), Parameter(invitationId), Parameter(expiresAt)));
        book.Others.Add(OutboxSql.Insert(notice, now));
        book.Audit(book.ActorId, "book.invitation_resent", new { BookId = bookId, InvitationId = invitationId });
        return Reply.Accepted<InvitationView>(
            new InvitationView(invitationId, invitation.Email, invitation.Role, expiresAt),
            location: null
        );
    }
}
