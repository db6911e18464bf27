namespace Rupaya.Features.Auth.ResetPassword;

/// <param name="Token">From the mail.</param>
/// <param name="NewPassword">8 to 128 characters with an upper-case and a lower-case letter, a digit and a special character; not a common one.</param>
internal sealed record ResetPasswordRequest(string? Token, string? NewPassword);

internal sealed class ResetPasswordEndpoint(ResetPasswordHandler handler) : ApiEndpoint<ResetPasswordRequest, EmptyResponse>
{
    public override void Configure()
    {
        Post("/auth/reset-password");
        AllowAnonymous();
        Describe(
            "Set a new password with the token from the mail",
            "Ends every session and token and lifts a lock; two-step sign-in stays on. Where the e-mail was never verified, two-step sign-in and every other "
                + "way in that was added before is removed. 400 invalid_token for a wrong, used or expired token."
        );
        LimitedAs(RatePolicy.Auth);
        Refuses(Problems.InvalidLink, Problems.InvalidToken);
    }

    public override Task HandleAsync(ResetPasswordRequest request, CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(request, ClientIp, cancellation));
}
