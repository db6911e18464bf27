using Rupaya.Infrastructure.Ledger.Writing;

namespace Rupaya.Features.Books.ChangeMember;

internal sealed class ChangeMemberHandler(MembershipDoor door)
{
    public Task<Result<Answer>> HandleAsync(
        Guid bookId,
        Guid userId,
        ChangeMemberRequest request,
        Caller caller,
        CancellationToken cancellation
    ) =>
        door.WriteAsync(
            bookId,
            caller,
            book => book.RequireOwner(),
            (book, _) => Task.FromResult(Decide(book, userId, request.Role!)),
            cancellation
        );

    private static Result<Answer> Decide(LockedMembership membership, Guid userId, string role)
    {
        if (membership.Member(userId) is not { } member)
        {
            return Error.NotFound("Member");
        }
        if (member.Role == role)
        {
            return Answer.NoContent;
        }
        if (member.Role == "owner")
        {
            return Problems.OwnerMustTransfer.Error;
        }
        if (role == "owner")
        {
            membership.TransferTo(member);
            return Answer.NoContent;
        }
        membership.Commit.Record(member, member with { Role = role });
        membership.Audit(userId, "book.role_changed", new { member.BookId, Role = role });
        return Answer.NoContent;
    }
}
