namespace Rupaya.Features.Books.DeclineInvitation;

/// <param name="Token">From the mail; or the invitation's id.</param>
/// <param name="InvitationId">From the list of one's own invitations, instead of the token.</param>
internal sealed record DeclineInvitationRequest(string? Token, Guid? InvitationId);

internal sealed class DeclineInvitationEndpoint(DeclineInvitationHandler handler) : ApiEndpoint<DeclineInvitationRequest, EmptyResponse>
{
    public override void Configure()
    {
        Post("/books/invitations/decline");
        Describe(
            "Decline an invitation",
            "By the token from the mail, or by the invitation's id with a confirmed address. The token is void afterwards; the owner can invite again. "
                + "403 wrong_recipient, 409 invitation_closed for one that was accepted."
        );
        SessionOnly();
        LimitedAs(RatePolicy.Sensitive);
        Refuses(Problems.EmailUnverified, Problems.InvalidLink, Problems.InvitationClosed, Problems.WrongRecipient);
    }

    public override Task HandleAsync(DeclineInvitationRequest request, CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(request, Caller, cancellation));
}
