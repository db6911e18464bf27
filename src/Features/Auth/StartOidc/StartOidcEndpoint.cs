namespace Rupaya.Features.Auth.StartOidc;

/// <param name="Provider">One of /auth/oidc/providers.</param>
/// <param name="Purpose">signin when omitted; link and stepup need a session; native is for an app that asks the provider by itself.</param>
/// <param name="Challenge">The SHA-256, in base64url, of a secret text that only the app has: 32 random bytes or more, in base64url.</param>
/// <param name="ReturnTo">Where the browser goes in the end; one of the operator's list, byte by byte.</param>
/// <param name="DeviceId">To sign in: chosen by the client, the same at every sign-in from this device.</param>
/// <param name="LoginHint">Whom the app expects, for the provider to propose.</param>
internal sealed record StartOidcRequest(
    [property: RouteParam, JsonIgnore] string? Provider,
    string? Purpose,
    string? Challenge,
    string? ReturnTo,
    string? DeviceId,
    string? DeviceName,
    string? LoginHint
);

/// <param name="AuthorizationUrl">Where to send the browser.</param>
/// <param name="ExpiresIn">Seconds that the sign-in may take.</param>
internal sealed record OidcStarted(string AuthorizationUrl, int ExpiresIn);

/// <param name="Flow">Goes with the provider's token to /auth/oidc/{provider}/token.</param>
/// <param name="Nonce">What the provider's token must repeat.</param>
/// <param name="ExpiresIn">Seconds that the sign-in may take.</param>
internal sealed record NativeStarted(string Flow, string Nonce, int ExpiresIn);

internal sealed class StartOidcEndpoint(StartOidcHandler handler) : ApiEndpoint<StartOidcRequest, OidcStarted>
{
    public override void Configure()
    {
        Post("/auth/oidc/{provider}/start");
        AllowAnonymous();
        UsesCaller();
        Describe(
            "Begin a sign-in with a provider",
            "The browser goes to authorizationUrl, and in the end to returnTo with #ticket= or #error= (access_denied, provider_error, invalid_state). "
                + "The ticket works once, for a minute, and only with the secret. Answers {flow, nonce, expiresIn} for native. 404 unknown_provider; "
                + "400 return_not_allowed; 403 email_unverified for link; 503 provider_unavailable."
        );
        SessionOnly();
        OrAnswers<NativeStarted>();
        Refuses(
            Problems.EmailUnverified,
            Problems.InvalidToken,
            Problems.ProviderUnavailable,
            Problems.ReturnNotAllowed,
            Problems.UnknownProvider
        );
    }

    public override Task HandleAsync(StartOidcRequest request, CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(request, OptionalCaller, cancellation));
}
