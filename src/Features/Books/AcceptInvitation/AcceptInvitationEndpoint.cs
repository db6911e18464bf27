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
                "The caller's e-mail must be the invited one: 403 wrong_recipient. 400 invalid_token for a wrong, used, replaced or expired token."
            )
            .Produces<BookView>()
            .Problems(400, 401, 403, 429, 503);
}
