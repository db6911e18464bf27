namespace Rupaya.Features.Auth.RevokeTokens;

/// <param name="Tokens">Up to a hundred that were found somewhere.</param>
internal sealed record RevokeTokensRequest(string[]? Tokens);

/// <param name="Message">The same whatever the tokens are.</param>
internal sealed record RevokeTokensAnswer(string Message);

internal sealed class RevokeTokensEndpoint(RevokeTokensHandler handler) : ApiEndpoint<RevokeTokensRequest, RevokeTokensAnswer>
{
    public override void Configure()
    {
        Post("/auth/tokens/revoke");
        AllowAnonymous();
        Describe(
            "End tokens that were found where they do not belong",
            "Whoever finds a token can end it; its owner is told. Always 202 with the same body, whether a token was one or not."
        );
        LimitedAs(RatePolicy.Sensitive);
        Answers(StatusCodes.Status202Accepted);
    }

    public override Task HandleAsync(RevokeTokensRequest request, CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(request, ClientIp, cancellation));
}
