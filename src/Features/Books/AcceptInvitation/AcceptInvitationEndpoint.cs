namespace Rupaya.Features.Books.AcceptInvitation;

/// <param name="Token">From the mail.</param>
internal sealed record AcceptInvitationRequest(string? Token);

internal sealed class AcceptInvitationEndpoint(AcceptInvitationHandler handler) : ApiEndpoint<AcceptInvitationRequest, BookView>
{
    public override void Configure()
    {
        Post("/books/invitations/accept");
        Describe(
            "Join a book with the token from the mail",
            "The caller's e-mail must be the invited one: 403 wrong_recipient. Who is a member already gets the book as it is. 400 invalid_token for a "
                + "wrong, replaced or expired token, and for one that was used by a member who has left."
        );
        LimitedAs(RatePolicy.Sensitive);
        Refuses(Problems.InvalidLink, Problems.InvalidToken, Problems.WrongRecipient);
    }

    public override Task HandleAsync(AcceptInvitationRequest request, CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(request, Caller, cancellation));
}
