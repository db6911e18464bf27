namespace Rupaya.Features.Auth.SetupMfa;

/// <param name="Secret">Base32, for apps that cannot scan.</param>
/// <param name="OtpauthUri">What the QR code says.</param>
/// <param name="QrCode">A PNG as data URI.</param>
/// <param name="BackupCodes">Ten, each good once; shown now and never again.</param>
internal sealed record MfaSetup(string Secret, string OtpauthUri, string QrCode, string[] BackupCodes);

internal sealed class SetupMfaEndpoint : IEndpoint
{
    public void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost(
                "/auth/mfa/setup",
                (Caller caller, SetupMfaHandler handler, CancellationToken cancellation) =>
                    handler.HandleAsync(caller, cancellation).ToHttp()
            )
            .LimitedAs(RatePolicy.Sensitive)
            .WithName("SetupMfa")
            .WithTags("Auth")
            .WithSummary("Begin two-step sign-in: a secret for an authenticator app, and backup codes")
            .WithDescription("Takes effect when /auth/mfa/verify gets a first code. 409 mfa_enabled when it is on already.")
            .Produces<MfaSetup>()
            .Problems(401, 409, 429, 503);
}
