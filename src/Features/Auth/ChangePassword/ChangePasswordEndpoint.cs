namespace Rupaya.Features.Auth.ChangePassword;

/// <param name="NewPassword">8 to 128 characters with an upper-case and a lower-case letter, a digit and a special character; not a common one.</param>
internal sealed record ChangePasswordRequest(string? CurrentPassword, string? NewPassword);

internal sealed class ChangePasswordEndpoint : IEndpoint
{
    public void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost(
                "/auth/change-password",
                (ChangePasswordRequest request, Caller caller, ChangePasswordHandler handler, ClientAddress address, CancellationToken c) =>
                    handler.HandleAsync(request, caller, address.Ip, c).ToHttp()
            )
            .LimitedAs(RatePolicy.Sensitive)
            .WithName("ChangePassword")
            .WithTags("Auth")
            .WithSummary("Change the password")
            .WithDescription(
                "Ends every other session. A wrong current password is 403 wrong_password and counts as a failed sign-in of this device; 423 "
                    + "account_locked after five."
            )
            .Produces(StatusCodes.Status204NoContent)
            .Problems(400, 401, 403, 423, 429, 503);
}
