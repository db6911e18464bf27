using Microsoft.Extensions.Options;
using Npgsql;
using Rupaya.Domain.Contracts.V1;
using Rupaya.Domain.Users;
using Rupaya.Infrastructure.Ledger.Writing;
using Rupaya.Infrastructure.Messaging;
using Rupaya.Infrastructure.Postgres;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Features.Books.InviteMember;

internal sealed class InviteMemberHandler(MembershipDoor door, IOptions<SecurityOptions> options)
{
    private const string Upsert = """
        insert into invitations (book_id, invitation_id, email, email_key, role, invited_by, generation, created_at, expires_at)
        values ($1, $2, $3, $4, $5, $6, 0, $7, $8)
        on conflict (book_id, email_key) where accepted_at is null do update set
            role = excluded.role, invited_by = excluded.invited_by, generation = invitations.generation + 1,
            created_at = excluded.created_at, expires_at = excluded.expires_at, declined_at = null, withdrawn_at = null
        returning invitation_id
        """;

    public Task<Result<Reply<InvitationView>>> HandleAsync(
        Guid bookId,
        InviteMemberRequest request,
        Caller caller,
        CancellationToken cancellation
    ) =>
        door.WriteAsync<InvitationView>(
            bookId,
            caller,
            book => book.RequireOwner(),
            (book, c) => DecideAsync(book, request, c),
            cancellation
        );

    private async Task<Result<Reply<InvitationView>>> DecideAsync(
        LockedMembership membership,
        InviteMemberRequest request,
        CancellationToken cancellation
    )
    {
        var (email, now) = (request.Email!.Trim(), membership.Now);
        if (await IsMemberAsync(membership, EmailAddress.KeyOf(email), cancellation))
        {
            return Problems.AlreadyMember.Error;
        }
        var expiresAt = now.AddDays(options.Value.InvitationDays);
        var invitationId = await UpsertAsync(membership, email, request.Role!, expiresAt, cancellation);
        membership.Others.Add(
            OutboxSql.Insert(new AccountNotice(Guid.CreateVersion7(now), AccountNoticeKinds.Invitation, null, invitationId, now), now)
        );
        membership.Audit(
            membership.ActorId,
            "book.invited",
            new
            {
                membership.Book.BookId,
                InvitationId = invitationId,
                request.Role,
            }
        );
        return Reply.Created<InvitationView>(
            new InvitationView(invitationId, email, request.Role!, expiresAt),
            $"/api/v1/books/{membership.Book.BookId}/members"
        );
    }

    private static async Task<Guid> UpsertAsync(
        LockedMembership membership,
        string email,
        string role,
        DateTimeOffset expiresAt,
        CancellationToken cancellation
    )
    {
        return (Guid)
            (
                await membership.Locked.ScalarAsync(
                    Command(
                        Upsert,
                        Parameter(membership.Book.BookId),
                        Parameter(Guid.CreateVersion7(membership.Now)),
                        Parameter(email),
                        Parameter(EmailAddress.KeyOf(email)),
                        Parameter(role),
                        Parameter(membership.ActorId),
                        Parameter(membership.Now),
                        Parameter(expiresAt)
                    ),
                    cancellation
                )
            )!;
    }

    private static async Task<bool> IsMemberAsync(LockedMembership membership, string emailKey, CancellationToken cancellation)
    {
        return await membership.Locked.ScalarAsync(
            Command(
                "select 1 from book_members m join users u on u.user_id = m.user_id where m.book_id = $1 and u.email_key = $2",
                Parameter(membership.Book.BookId),
                Parameter(emailKey)
            ),
            cancellation
        )
            is not null;
    }
}
