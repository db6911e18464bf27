namespace Rupaya.Features.Auth.ReceiveOidcCode;

/// <param name="Provider">Whose address it is.</param>
/// <param name="Code">Gets the provider's tokens.</param>
/// <param name="State">Of the address that the sign-in began with.</param>
/// <param name="Iss">Who answers (RFC 9207).</param>
/// <param name="Error">Why there is no code.</param>
internal sealed record ReceiveOidcCodeRequest(string? Provider, string? Code, string? State, string? Iss, string? Error);

internal sealed class ReceiveOidcCodeEndpoint(ReceiveOidcCodeHandler handler) : ApiEndpoint<ReceiveOidcCodeRequest, EmptyResponse>
{
    public override void Configure()
    {
        Get("/auth/oidc/{provider}/callback");
        AllowAnonymous();
        Describe(
            "Where a provider sends the browser back to",
            "For browsers: 303 to the address that the sign-in was begun for, with #ticket= or #error=; without a known state a page that leads nowhere."
        );
        SendsBrowsersOn();
        Refuses(Problems.MethodNotAllowed);
    }

    public override Task HandleAsync(ReceiveOidcCodeRequest request, CancellationToken cancellation) =>
        ReplyAsync(
            IsHead
                ? Task.FromResult<IResult>(new ProblemResult(Problems.MethodNotAllowed.Error))
                : handler.HandleAsync(request, cancellation)
        );
}
