namespace Rupaya.Features.Auth.ForgotPassword;

internal sealed record ForgotPasswordRequest(string? Email);

internal sealed class ForgotPasswordEndpoint : IEndpoint
{
    public void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost(
                "/auth/forgot-password",
                (ForgotPasswordRequest request, ForgotPasswordHandler handler, ClientAddress address, CancellationToken cancellation) =>
                    handler.HandleAsync(request, address.Ip, cancellation).ToHttp()
            )
            .AllowAnonymous()
            .LimitedAs(RatePolicy.Auth)
            .WithName("ForgotPassword")
            .WithTags("Auth")
            .WithSummary("Ask for a mail with which a new password can be set")
            .WithDescription("Always 202 with the same body, whether there is such an account or not.")
            .Produces(StatusCodes.Status202Accepted)
            .Problems(400, 429, 503);
}
