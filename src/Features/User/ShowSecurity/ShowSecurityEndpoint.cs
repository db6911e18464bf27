namespace Rupaya.Features.User.ShowSecurity;

/// <param name="At">UTC.</param>
/// <param name="Event">Stable, such as signin.succeeded.</param>
/// <param name="Ip">Where it was asked for from; null where that is not known.</param>
/// <param name="Device">The device's name, else what it calls itself; null where it does not matter.</param>
internal sealed record SecurityEvent(DateTimeOffset At, string Event, string? Ip, string? Device);

/// <param name="Password">False where the user signs in otherwise only.</param>
/// <param name="Mfa">True where a second factor is asked for.</param>
/// <param name="Passkeys">How many.</param>
/// <param name="Identities">How many providers sign the user in.</param>
/// <param name="Tokens">How many tokens for programs are live.</param>
/// <param name="Sessions">How many sessions are live.</param>
/// <param name="LastEvents">The last twenty of the user's own audit log, the newest first.</param>
internal sealed record SecurityPage(
    bool Password,
    bool EmailVerified,
    bool Mfa,
    long Passkeys,
    long Identities,
    long Tokens,
    long Sessions,
    long BackupCodesRemaining,
    IReadOnlyList<SecurityEvent> LastEvents
);

internal sealed class ShowSecurityEndpoint(ShowSecurityHandler handler) : ApiEndpoint<SecurityPage>
{
    public override void Configure()
    {
        Get("/user/security");
        Describe("How the account is kept safe, on one page");
        SessionOnly();
    }

    public override Task HandleAsync(CancellationToken cancellation) => ReplyAsync(handler.HandleAsync(Caller, cancellation));
}
