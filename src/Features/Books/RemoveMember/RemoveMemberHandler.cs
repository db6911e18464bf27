using Rupaya.Domain.Books;
using Rupaya.Infrastructure.Ledger.Writing;

namespace Rupaya.Features.Books.RemoveMember;

internal sealed class RemoveMemberHandler(MembershipDoor door)
{
    public Task<Result<Reply<EmptyResponse>>> HandleAsync(Guid bookId, Guid userId, Caller caller, CancellationToken cancellation) =>
        door.WriteAsync<EmptyResponse>(bookId, caller, _ => null, (book, _) => Task.FromResult(Decide(book, userId)), cancellation);

    private static Result<Reply<EmptyResponse>> Decide(LockedMembership membership, Guid userId)
    {
        var leaves = userId == membership.ActorId && membership.Member(userId) is not null;
        if (!leaves && membership.RequireOwner() is { } refused)
        {
            return refused;
        }
        if (membership.Member(userId) is not { } member)
        {
            return Error.NotFound("Member");
        }
        if (member.Role == Role.Owner)
        {
            return Problems.OwnerMustTransfer.Error;
        }
        membership.Remove(member);
        membership.Audit(userId, leaves ? "book.left" : "book.removed", new { member.BookId });
        return Reply.NoContent<EmptyResponse>();
    }
}
