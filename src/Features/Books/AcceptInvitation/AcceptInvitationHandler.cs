using Rupaya.Domain.Books;
using Rupaya.Infrastructure.Ledger;
using Rupaya.Infrastructure.Ledger.Writing;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Features.Books.AcceptInvitation;

internal sealed class AcceptInvitationHandler(Invitations invitations, MembershipDoor door)
{
    private const string UseText =
        "update invitations i set accepted_at = $4, accepted_by = $5 where i.book_id = $1 and i.invitation_id = $2 and i.generation = $3 "
        + $"and i.accepted_at is null and i.expires_at > $4 and i.email_key = $6 and {Invitations.Standing} returning i.role";

    private static readonly Error WrongRecipient = Problems.WrongRecipient.Error;

    public async Task<Result<Reply<BookView>>> HandleAsync(AcceptInvitationRequest request, Caller caller, CancellationToken cancellation)
    {
        var found = await invitations.FindAsync(caller, request.Token, request.InvitationId, cancellation);
        if (!found.IsSuccess)
        {
            return found.Error!;
        }
        var (bookId, invitationId, generation, emailKey) = found.Value;
        return await door.WriteAsync<BookView>(
            bookId,
            caller,
            book => book.Deletion is null ? null : Error.NotFound("Book"),
            (book, c) => AcceptAsync(book, invitationId, generation, emailKey, c),
            cancellation
        );
    }

    private static async Task<Result<Reply<BookView>>> AcceptAsync(
        LockedMembership membership,
        Guid invitationId,
        int generation,
        string emailKey,
        CancellationToken cancellation
    )
    {
        if (!await IsForAsync(membership, invitationId, emailKey, cancellation))
        {
            return WrongRecipient;
        }
        // Who follows the link again is told what is so.
        if (membership.Member(membership.ActorId) is { } already)
        {
            return Reply.Ok<BookView>(BookView.From(membership.Book, already.Role));
        }
        if (await UseAsync(membership, invitationId, generation, emailKey, cancellation) is not { } invitedAs)
        {
            return AccountLinks.Invalid;
        }
        var role = Roles.Parse(invitedAs);
        var member = new BookMember
        {
            BookId = membership.Book.BookId,
            UserId = membership.ActorId,
            Role = role,
            JoinedAt = membership.Now,
        };
        membership.Commit.Record(null, member);
        membership.Others.Add(
            Command(
                "update users set default_book_id = $2 where user_id = $1 and default_book_id is null",
                Parameter(member.UserId),
                Parameter(member.BookId)
            )
        );
        membership.Audit(member.UserId, "book.joined", new { member.BookId, Role = role.Name() });
        return Reply.Ok<BookView>(BookView.From(membership.Book with { Seq = membership.Book.Seq + 1 }, role));
    }

    private static async Task<bool> IsForAsync(
        LockedMembership membership,
        Guid invitationId,
        string emailKey,
        CancellationToken cancellation
    )
    {
        return await membership.Locked.ScalarAsync(
            Command(
                "select 1 from invitations where book_id = $1 and invitation_id = $2 and email_key = $3",
                Parameter(membership.Book.BookId),
                Parameter(invitationId),
                Parameter(emailKey)
            ),
            cancellation
        )
            is not null;
    }

    private static async Task<string?> UseAsync(
        LockedMembership membership,
        Guid invitationId,
        int generation,
        string emailKey,
        CancellationToken cancellation
    )
    {
        return await membership.Locked.ScalarAsync(
                Command(
                    UseText,
                    Parameter(membership.Book.BookId),
                    Parameter(invitationId),
                    Parameter(generation),
                    Parameter(membership.Now),
                    Parameter(membership.ActorId),
                    Parameter(emailKey)
                ),
                cancellation
            ) as string;
    }
}
