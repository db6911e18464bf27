namespace Rupaya.Features.Books.AcceptInvitation;

/// <param name="Token">From the mail; or the invitation's id.</param>
/// <param name="InvitationId">From the list of one's own invitations, instead of the token.</param>
internal sealed record AcceptInvitationRequest(string? Token, Guid? InvitationId);

internal sealed class AcceptInvitationEndpoint(AcceptInvitationHandler handler) : ApiEndpoint<AcceptInvitationRequest, BookView>
{
    public override void Configure()
    {
        Post("/books/invitations/accept");
        SessionOnly();
        Describe(
            "Join a book with the token from the mail, or with the invitation's id",
            "The caller's e-mail must be the invited one: 403 wrong_recipient; for an id it must be confirmed as well: 403 email_unverified. Who is a "
                + "member already gets the book as it is. 400 invalid_token for a wrong, replaced, withdrawn or expired token, and for one that was used "
                + "by a member who has left."
        );
        LimitedAs(RatePolicy.Sensitive);
        Refuses(Problems.EmailUnverified, Problems.InvalidLink, Problems.InvalidToken, Problems.WrongRecipient);
    }

    public override Task HandleAsync(AcceptInvitationRequest request, CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(request, Caller, cancellation));
}
