using Npgsql;
using Rupaya.Domain.Books;
using Rupaya.Infrastructure.Ledger.Writing;
using Rupaya.Infrastructure.Postgres;
using Rupaya.Infrastructure.Postgres.Entities;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Features.Books.AcceptInvitation;

internal sealed class AcceptInvitationHandler(
    NpgsqlDataSource database,
    DerivedTokens derived,
    UserGate gate,
    MembershipDoor door,
    TimeProvider clock
)
{
    [AcrossBooks("The link in a mail names the invitation, which tells the book; by the index on its id.")]
    private const string FindText = "select book_id from invitations where invitation_id = $1 and generation = $2 and expires_at > $3";

    private const string UseText =
        "update invitations set accepted_at = $4, accepted_by = $5 where book_id = $1 and invitation_id = $2 and generation = $3 "
        + "and accepted_at is null and expires_at > $4 and email_key = $6 returning role";

    private static readonly Error WrongRecipient = Problems.WrongRecipient.Error;

    public async Task<Result<Reply<BookView>>> HandleAsync(AcceptInvitationRequest request, Caller caller, CancellationToken cancellation)
    {
        var user = await gate.ReadAsync(caller, cancellation);
        if (!user.IsSuccess)
        {
            return user.Error!;
        }
        if (
            derived.Verify(TokenPurpose.Invitation, request.Token) is not var (invitationId, generation)
            || await FindAsync(invitationId, generation, cancellation) is not { } bookId
        )
        {
            return AccountLinks.Invalid;
        }
        return await door.WriteAsync<BookView>(
            bookId,
            caller,
            _ => null,
            (book, c) => AcceptAsync(book, invitationId, generation, user.Value.EmailKey, c),
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

    private async Task<Guid?> FindAsync(Guid invitationId, int generation, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(FindText);
        command.Parameters.Add(Parameter(invitationId));
        command.Parameters.Add(Parameter(generation));
        command.Parameters.Add(Parameter(clock.GetUtcNow()));
        return await command.ExecuteScalarAsync(cancellation) as Guid?;
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
