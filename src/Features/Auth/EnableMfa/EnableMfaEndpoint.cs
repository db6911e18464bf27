namespace Rupaya.Features.Auth.EnableMfa;

/// <param name="Method">What the second factor will be.</param>
internal sealed record EnableMfaRequest(string? Method);

/// <param name="Enabled">True.</param>
/// <param name="BackupCodes">Ten, each good once; shown now and never again.</param>
internal sealed record EnabledMfa(bool Enabled, string[] BackupCodes);

internal sealed class EnableMfaEndpoint(EnableMfaHandler handler) : ApiEndpoint<EnableMfaRequest, EnabledMfa>
{
    public override void Configure()
    {
        Post("/auth/mfa/enable");
        Describe(
            "Switch two-step sign-in on with passkeys alone",
            "No authenticator app is needed; every other session ends. For one with an app it is POST /auth/mfa/setup. 409 no_passkey, 409 mfa_enabled."
        );
        LimitedAs(RatePolicy.Sensitive);
        Refuses(Problems.MfaEnabled, Problems.NoPasskey);
        SessionOnly();
        StepUp();
    }

    public override Task HandleAsync(EnableMfaRequest request, CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(Caller, cancellation));
}
