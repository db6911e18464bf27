namespace Rupaya.Features.Auth.DisableMfa;

/// <param name="Password">The current password, with token.</param>
/// <param name="Token">Six digits from the app, or a backup code, with password.</param>
internal sealed record DisableMfaRequest(string? Password, string? Token);

internal sealed class DisableMfaEndpoint(DisableMfaHandler handler) : ApiEndpoint<DisableMfaRequest, EmptyResponse>
{
    public override void Configure()
    {
        Post("/auth/mfa/disable");
        SessionOnly();
        Describe(
            "Switch two-step sign-in off",
            "Needs both factors, or neither where the caller called /auth/step-up within ten minutes; every other session ends. 403 wrong_password, 401 "
                + "invalid_code, 409 mfa_not_set_up."
        );
        LimitedAs(RatePolicy.Sensitive);
        Refuses(Problems.AccountLocked, Problems.InvalidCode, Problems.MfaNotSetUp, Problems.StepUpRequired, Problems.WrongPassword);
    }

    public override Task HandleAsync(DisableMfaRequest request, CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(request, Caller, ClientIp, cancellation));
}
