namespace Rupaya.Features.Auth.ReceiveOidcForm;

/// <summary>The form as a provider posts it.</summary>
/// <param name="Code">Gets the provider's tokens.</param>
/// <param name="State">Of the address that the sign-in began with.</param>
/// <param name="Iss">Who answers (RFC 9207).</param>
/// <param name="Error">Why there is no code.</param>
/// <param name="User">JSON: what the person is called, at their first sign-in with Apple.</param>
internal sealed record ProviderForm(
    string? Code = null,
    string? State = null,
    string? Iss = null,
    string? Error = null,
    string? User = null
);

internal sealed class ReceiveOidcFormEndpoint(ReceiveOidcFormHandler handler) : ApiEndpoint<EmptyResponse>
{
    private const long MaxBody = 64 * 1024;

    public override void Configure()
    {
        Post("/auth/oidc/{provider}/callback");
        AllowAnonymous();
        Describe(
            "Where a provider that answers with a form lets the browser post it",
            "As the GET: 303 to the address that the sign-in was begun for, with #ticket= or #error=; without a known state a page that leads nowhere."
        );
        TakesUpTo(MaxBody);
        Metadata(new FormMetadata(typeof(ProviderForm), "application/x-www-form-urlencoded"));
        SendsBrowsersOn();
        Refuses(Problems.PayloadTooLarge);
    }

    public override Task HandleAsync(CancellationToken cancellation) => ReplyAsync(handler.HandleAsync(HttpContext.Request, cancellation));
}
