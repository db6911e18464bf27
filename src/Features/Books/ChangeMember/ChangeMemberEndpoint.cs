namespace Rupaya.Features.Books.ChangeMember;

/// <param name="Role">owner, editor or viewer. owner hands the book over: who owned it becomes an editor.</param>
internal sealed record ChangeMemberRequest(string? Role);

internal sealed class ChangeMemberEndpoint : IEndpoint
{
    public void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPut(
                "/books/{bookId:guid}/members/{userId:guid}",
                (
                    Guid bookId,
                    Guid userId,
                    ChangeMemberRequest request,
                    Caller caller,
                    ChangeMemberHandler handler,
                    CancellationToken cancellation
                ) => handler.HandleAsync(bookId, userId, request, caller, cancellation).ToHttp()
            )
            .LimitedAs(RatePolicy.Sensitive)
            .WithName("ChangeMember")
            .WithTags("Books")
            .WithSummary("Give a member another role, or hand the book over")
            .WithDescription("The owner only. 409 owner_must_transfer when the owner would change their own role.")
            .Produces(StatusCodes.Status204NoContent)
            .Problems(400, 401, 403, 404, 409, 429, 503);
}
