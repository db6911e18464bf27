using Rupaya.Infrastructure.Identity.Oidc;

namespace Rupaya.Features.User.LinkIdentity;

/// <summary>Either the link token of a sign-in, or ticket and secret of a flow that was begun to link.</summary>
/// <param name="LinkToken">Of a sign-in that answered linkRequired.</param>
/// <param name="Ticket">What the browser brought behind the #.</param>
/// <param name="Secret">The text whose hash began the flow.</param>
internal sealed record LinkIdentityRequest(string? LinkToken, string? Ticket, string? Secret);

internal sealed class LinkIdentityEndpoint(LinkIdentityHandler handler) : ApiEndpoint<LinkIdentityRequest, IdentityView>
{
    public override void Configure()
    {
        Post("/user/identities");
        Describe(
            "Link an identity of a provider to the account",
            "From then on it opens the account; the owner is told by mail. Needs a verified address. 400 invalid_ticket; 403 wrong_account for what was made for "
                + "another one; 409 identity_taken where it opens another account, provider_linked where the account has one of this provider."
        );
        SessionOnly();
        StepUp();
        LimitedAs(RatePolicy.Sensitive);
        Answers(StatusCodes.Status201Created);
        Refuses(
            Problems.EmailUnverified,
            Problems.IdentityTaken,
            Problems.InvalidLinkTicket,
            Problems.ProviderLinked,
            Problems.WrongAccount
        );
    }

    public override Task HandleAsync(LinkIdentityRequest request, CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(request, Caller, cancellation));
}
