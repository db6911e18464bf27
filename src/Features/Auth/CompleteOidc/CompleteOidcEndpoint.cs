namespace Rupaya.Features.Auth.CompleteOidc;

/// <param name="Ticket">What the browser brought behind the #.</param>
/// <param name="Secret">The text whose hash began the sign-in.</param>
/// <param name="Session">As in sign-in: cookie puts the refresh token into a cookie, for a browser.</param>
internal sealed record CompleteOidcRequest(string? Ticket, string? Secret, string? Session);

internal sealed class CompleteOidcEndpoint(CompleteOidcHandler handler) : ApiEndpoint<CompleteOidcRequest, SignedIn>
{
    public override void Configure()
    {
        Post("/auth/oidc/complete");
        AllowAnonymous();
        Describe(
            "Complete a sign-in with a provider",
            "Signs in, or signs up where the provider vouches for an address that nobody has. Answers {mfaRequired, mfaToken} where two-step sign-in is on; "
                + "{linkRequired, linkToken, methods} where the address has an account: sign in to that, then POST /user/identities. 401 invalid_ticket; a ticket "
                + "works once, right or wrong. 403 provider_email_unverified, account_banned, signup_disabled."
        );
        OrAnswers<ChallengedAnswer>();
        OrAnswers<LinkRequiredAnswer>();
        LimitedAs(RatePolicy.Auth);
        Refuses(Problems.AccountBanned, Problems.InvalidTicket, Problems.ProviderEmailUnverified, Problems.SignupDisabled);
    }

    public override Task HandleAsync(CompleteOidcRequest request, CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(request, ClientIp, cancellation));
}
