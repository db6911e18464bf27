namespace Rupaya.Features.Auth.ChangePassword;

/// <param name="CurrentPassword">Needed where the caller did not show lately who they are.</param>
/// <param name="NewPassword">8 to 128 characters with an upper-case and a lower-case letter, a digit and a special character; not a common one.</param>
/// <param name="EndTokens">True ends all tokens for programs as well; they go on when omitted, and the mail names them.</param>
internal sealed record ChangePasswordRequest(string? CurrentPassword, string? NewPassword, bool? EndTokens);

internal sealed class ChangePasswordEndpoint(ChangePasswordHandler handler) : ApiEndpoint<ChangePasswordRequest, EmptyResponse>
{
    public override void Configure()
    {
        Post("/auth/change-password");
        SessionOnly();
        Describe(
            "Change the password",
            "Ends every other session. A wrong current password is 403 wrong_password and counts as a failed sign-in of this device; 423 "
                + "account_locked after five. Without it the caller must have signed in, or called /auth/step-up, within ten minutes: 403 step_up_required."
        );
        LimitedAs(RatePolicy.Sensitive);
        Refuses(Problems.AccountLocked, Problems.StepUpRequired, Problems.WrongPassword);
    }

    public override Task HandleAsync(ChangePasswordRequest request, CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(request, Caller, ClientIp, cancellation));
}
