namespace Rupaya.Features.Auth.SignInWithIdToken;

/// <param name="Provider">One of /auth/oidc/providers.</param>
/// <param name="IdToken">What the provider's SDK gave the app; it counts once, for five minutes.</param>
/// <param name="Flow">Of a start for native, whose nonce the token repeats; the operator may do without it.</param>
/// <param name="DeviceId">Chosen by the client, the same at every sign-in from this device.</param>
/// <param name="Session">As in sign-in: cookie puts the refresh token into a cookie, for a browser.</param>
internal sealed record SignInWithIdTokenRequest(
    [property: RouteParam, JsonIgnore] string? Provider,
    string? IdToken,
    string? Flow,
    string? DeviceId,
    string? DeviceName,
    string? Session
);

internal sealed class SignInWithIdTokenEndpoint(SignInWithIdTokenHandler handler) : ApiEndpoint<SignInWithIdTokenRequest, SignedIn>
{
    public override void Configure()
    {
        Post("/auth/oidc/{provider}/token");
        AllowAnonymous();
        Describe(
            "Sign in with a token that an app got from a provider by itself",
            "Answers as /auth/oidc/complete does. 401 invalid_ticket for a token or flow that is wrong, used or too old, or meant for another app."
        );
        OrAnswers<ChallengedAnswer>();
        OrAnswers<LinkRequiredAnswer>();
        LimitedAs(RatePolicy.Auth);
        Refuses(
            Problems.AccountBanned,
            Problems.InvalidTicket,
            Problems.ProviderEmailUnverified,
            Problems.ProviderUnavailable,
            Problems.SignupDisabled,
            Problems.UnknownProvider
        );
    }

    public override Task HandleAsync(SignInWithIdTokenRequest request, CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(request, ClientIp, cancellation));
}
