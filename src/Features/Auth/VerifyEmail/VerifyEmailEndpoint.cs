namespace Rupaya.Features.Auth.VerifyEmail;

/// <param name="Token">From the mail.</param>
internal sealed record VerifyEmailRequest(string? Token);

internal sealed class VerifyEmailEndpoint : IEndpoint
{
    public void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost(
                "/auth/verify-email",
                (VerifyEmailRequest request, VerifyEmailHandler handler, CancellationToken cancellation) =>
                    handler.HandleAsync(request, cancellation).ToHttp()
            )
            .AllowAnonymous()
            .LimitedAs(RatePolicy.Auth)
            .WithName("VerifyEmail")
            .WithTags("Auth")
            .WithSummary("Confirm an e-mail address with the token that was sent to it")
            .WithDescription("400 invalid_token for a wrong, used or expired one.")
            .Produces(StatusCodes.Status204NoContent)
            .Problems(400, 429, 503);
}
