using Rupaya.Infrastructure.Identity.Passkeys;

namespace Rupaya.Features.Auth.VerifyMfa;

/// <param name="Token">Six digits from the app, or a backup code.</param>
/// <param name="MfaToken">From sign-in; omitted by a signed-in user who enables two-step sign-in.</param>
/// <param name="CeremonyToken">From POST /auth/mfa/passkey, with credential and instead of token.</param>
/// <param name="Credential">A passkey's signature, for a sign-in.</param>
/// <param name="Session">As in sign-in: cookie puts the refresh token into a cookie, for a browser.</param>
internal sealed record VerifyMfaRequest(
    string? Token,
    string? MfaToken,
    string? CeremonyToken,
    SignedCredential? Credential,
    string? Session
);

/// <summary>What enabling answers.</summary>
internal sealed record MfaEnabledAnswer(bool Enabled);

internal sealed class VerifyMfaEndpoint(VerifyMfaHandler handler) : ApiEndpoint<VerifyMfaRequest, SignedIn>
{
    public override void Configure()
    {
        Post("/auth/mfa/verify");
        AllowAnonymous();
        UsesCaller();
        SessionOnly();
        Describe(
            "Complete a sign-in with the second factor, or enable two-step sign-in",
            "With mfaToken it answers as sign-in does. Without it, a signed-in user enables two-step sign-in: {enabled: true}, and every other session "
                + "ends. 401 invalid_code; a code is accepted once. After five wrong codes the mfaToken is dead (401 invalid_token), after ten in an hour 423 "
                + "account_locked. A passkey completes a sign-in as well: ceremonyToken and credential take the place of token (401 invalid_credential)."
        );
        OrAnswers<MfaEnabledAnswer>();
        LimitedAs(RatePolicy.Auth);
        Refuses(Problems.AccountLocked, Problems.CredentialRefused, Problems.InvalidCode, Problems.InvalidToken, Problems.MfaNotSetUp);
    }

    public override Task HandleAsync(VerifyMfaRequest request, CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(request, OptionalCaller, cancellation));
}
