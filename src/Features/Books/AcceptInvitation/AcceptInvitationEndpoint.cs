namespace Rupaya.Features.Books.AcceptInvitation;

/// <param name="Token">From the mail.</param>
internal sealed record AcceptInvitationRequest(string? Token);

internal sealed class AcceptInvitationEndpoint : IEndpoint
{
    public void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost(
                "/books/invitations/accept",
                (AcceptInvitationRequest request, Caller caller, AcceptInvitationHandler handler, CancellationToken cancellation) =>
                    handler.HandleAsync(request, caller, cancellation).ToHttp()
            )
            .LimitedAs(RatePolicy.Sensitive)
            .WithName("AcceptInvitation")
            .WithTags("Books")
            .WithSummary("Join a book with the token from the mail")
            .WithDescription(
                "The caller's e-mail must be the invited one: 403 wrong_recipient. Who is a member already gets the book as it is. 400 invalid_token for a "
                    + "wrong, replaced or expired token, and for one that was used by a member who has left."
            )
            .Produces<BookView>()
            .Problems(400, 401, 403, 429, 503);
}
