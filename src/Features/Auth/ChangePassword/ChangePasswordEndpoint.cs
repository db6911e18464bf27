namespace Rupaya.Features.Auth.ChangePassword;

/// <param name="NewPassword">8 to 128 characters with an upper-case and a lower-case letter, a digit and a special character; not a common one.</param>
internal sealed record ChangePasswordRequest(string? CurrentPassword, string? NewPassword);

internal sealed class ChangePasswordEndpoint(ChangePasswordHandler handler) : ApiEndpoint<ChangePasswordRequest, EmptyResponse>
{
    public override void Configure()
    {
        Post("/auth/change-password");
        Describe(
            "Change the password",
            "Ends every other session. A wrong current password is 403 wrong_password and counts as a failed sign-in of this device; 423 "
                + "account_locked after five."
        );
        LimitedAs(RatePolicy.Sensitive);
        Refuses(Problems.AccountLocked, Problems.WrongPassword);
    }

    public override Task HandleAsync(ChangePasswordRequest request, CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(request, Caller, ClientIp, cancellation));
}
