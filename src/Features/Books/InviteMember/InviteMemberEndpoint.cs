namespace Rupaya.Features.Books.InviteMember;

/// <param name="Email">Who is invited, whether they have an account or not.</param>
/// <param name="Role">editor or viewer.</param>
internal sealed record InviteMemberRequest(string? Email, string? Role);

/// <summary>An invitation; the token is in the mail only.</summary>
internal sealed record InvitationView(Guid InvitationId, string Email, string Role, DateTimeOffset ExpiresAt);

internal sealed class InviteMemberEndpoint : IEndpoint
{
    public void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost(
                "/books/{bookId:guid}/invitations",
                (Guid bookId, InviteMemberRequest request, Caller caller, InviteMemberHandler handler, CancellationToken cancellation) =>
                    handler.HandleAsync(bookId, request, caller, cancellation).ToHttp()
            )
            .Idempotent()
            .LimitedAs(RatePolicy.Sensitive)
            .WithName("InviteMember")
            .WithTags("Books")
            .WithSummary("Invite somebody to a book by e-mail")
            .WithDescription(
                "The owner only. Inviting the same address again sends a new mail and makes the earlier one void. 409 already_member."
            )
            .Produces<InvitationView>(StatusCodes.Status201Created)
            .Problems(400, 401, 403, 404, 409, 422, 429, 503);
}
