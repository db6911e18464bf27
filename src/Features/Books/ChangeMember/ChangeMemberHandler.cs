using Rupaya.Domain.Books;
using Rupaya.Infrastructure.Ledger.Writing;

namespace Rupaya.Features.Books.ChangeMember;

internal sealed class ChangeMemberHandler(MembershipDoor door)
{
    public Task<Result<Reply<EmptyResponse>>> HandleAsync(
        Guid bookId,
        Guid userId,
        ChangeMemberRequest request,
        Caller caller,
        CancellationToken cancellation
    ) =>
        door.WriteAsync<EmptyResponse>(
            bookId,
            caller,
            book => book.RequireOwner(),
            (book, _) => Task.FromResult(Decide(book, userId, Roles.Parse(request.Role!))),
            cancellation
        );

    private static Result<Reply<EmptyResponse>> Decide(LockedMembership membership, Guid userId, Role role)
    {
        if (membership.Member(userId) is not { } member)
        {
            return Error.NotFound("Member");
        }
        if (member.Role == role)
        {
            return Reply.NoContent<EmptyResponse>();
        }
        if (member.Role == Role.Owner)
        {
            return Problems.OwnerMustTransfer.Error;
        }
        if (role == Role.Owner)
        {
            membership.TransferTo(member);
            return Reply.NoContent<EmptyResponse>();
        }
        membership.Commit.Record(member, member with { Role = role });
        membership.Audit(userId, "book.role_changed", new { member.BookId, Role = role.Name() });
        return Reply.NoContent<EmptyResponse>();
    }
}
