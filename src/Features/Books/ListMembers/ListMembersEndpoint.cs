namespace Rupaya.Features.Books.ListMembers;

/// <param name="Role">owner, editor or viewer.</param>
/// <param name="JoinedAt">UTC.</param>
internal sealed record MemberView(Guid UserId, string Name, string Email, string Role, DateTimeOffset JoinedAt);

internal sealed class ListMembersEndpoint(ListMembersHandler handler) : ApiEndpoint<IEnumerable<MemberView>>
{
    public override void Configure()
    {
        Get("/books/{bookId:guid}/members");
        Describe("Who may see a book, the longest-standing first");
        InBook();
    }

    public override Task HandleAsync(CancellationToken cancellation) => ReplyAsync(handler.HandleAsync(Id("bookId"), Caller, cancellation));
}
