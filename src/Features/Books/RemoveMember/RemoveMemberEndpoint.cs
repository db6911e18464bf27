namespace Rupaya.Features.Books.RemoveMember;

internal sealed class RemoveMemberEndpoint : IEndpoint
{
    public void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapDelete(
                "/books/{bookId:guid}/members/{userId:guid}",
                (Guid bookId, Guid userId, Caller caller, RemoveMemberHandler handler, CancellationToken cancellation) =>
                    handler.HandleAsync(bookId, userId, caller, cancellation).ToHttp()
            )
            .LimitedAs(RatePolicy.Sensitive)
            .WithName("RemoveMember")
            .WithTags("Books")
            .WithSummary("Take a member out of a book, or leave it")
            .WithDescription(
                "The owner removes anybody, everybody removes themselves. What they wrote stays. 409 owner_must_transfer when the owner would leave."
            )
            .Produces(StatusCodes.Status204NoContent)
            .Problems(401, 403, 404, 409, 429, 503);
}
