namespace Rupaya.Features.Books.ListMembers;

/// <param name="Role">owner, editor or viewer.</param>
/// <param name="JoinedAt">UTC.</param>
internal sealed record MemberView(Guid UserId, string Name, string Email, string Role, DateTimeOffset JoinedAt);

internal sealed class ListMembersEndpoint : IEndpoint
{
    public void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet(
                "/books/{bookId:guid}/members",
                (Guid bookId, Caller caller, ListMembersHandler handler, CancellationToken cancellation) =>
                    handler.HandleAsync(bookId, caller, cancellation).ToHttp()
            )
            .WithName("ListMembers")
            .WithTags("Books")
            .WithSummary("Who may see a book, the longest-standing first")
            .Produces<MemberView[]>()
            .Problems(401, 404, 429, 503);
}
