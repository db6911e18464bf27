namespace Rupaya.Features.Auth.ResetPassword;

/// <param name="Token">From the mail.</param>
/// <param name="NewPassword">8 to 128 characters with an upper-case and a lower-case letter, a digit and a special character; not a common one.</param>
internal sealed record ResetPasswordRequest(string? Token, string? NewPassword);

internal sealed class ResetPasswordEndpoint : IEndpoint
{
    public void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost(
                "/auth/reset-password",
                (ResetPasswordRequest request, ResetPasswordHandler handler, ClientAddress address, CancellationToken cancellation) =>
                    handler.HandleAsync(request, address.Ip, cancellation).ToHttp()
            )
            .AllowAnonymous()
            .LimitedAs(RatePolicy.Auth)
            .WithName("ResetPassword")
            .WithTags("Auth")
            .WithSummary("Set a new password with the token from the mail")
            .WithDescription(
                "Ends every session and lifts a lock; two-step sign-in stays on. 400 invalid_token for a wrong, used or expired token."
            )
            .Produces(StatusCodes.Status204NoContent)
            .Problems(400, 429, 503);
}
