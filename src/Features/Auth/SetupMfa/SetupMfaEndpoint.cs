namespace Rupaya.Features.Auth.SetupMfa;

/// <param name="Secret">Base32, for apps that cannot scan.</param>
/// <param name="OtpauthUri">What the QR code says.</param>
/// <param name="QrCode">A PNG as data URI.</param>
/// <param name="BackupCodes">Ten, each good once; shown now and never again.</param>
internal sealed record MfaSetup(string Secret, string OtpauthUri, string QrCode, string[] BackupCodes);

internal sealed class SetupMfaEndpoint(SetupMfaHandler handler) : ApiEndpoint<MfaSetup>
{
    public override void Configure()
    {
        Post("/auth/mfa/setup");
        SessionOnly();
        Describe(
            "Begin two-step sign-in: a secret for an authenticator app, and backup codes",
            "Takes effect when /auth/mfa/verify gets a first code. 409 mfa_enabled when it is on already."
        );
        LimitedAs(RatePolicy.Sensitive);
        Refuses(Problems.MfaEnabled);
    }

    public override Task HandleAsync(CancellationToken cancellation) => ReplyAsync(handler.HandleAsync(Caller, cancellation));
}
