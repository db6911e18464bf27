using System.Text.Json;

namespace Rupaya.Features.Auth.StepUp;

/// <summary>One proof: password; token; ceremonyToken and credential; or ticket and secret.</summary>
/// <param name="Password">The current password.</param>
/// <param name="Token">Six digits from the app, or a backup code.</param>
/// <param name="CeremonyToken">Of /auth/step-up/options, with credential.</param>
/// <param name="Credential">What the authenticator answered, in its JSON form.</param>
/// <param name="Ticket">Of a provider's callback, with secret.</param>
/// <param name="Secret">The secret whose hash began the flow.</param>
internal sealed record StepUpRequest(
    string? Password,
    string? Token,
    string? CeremonyToken,
    JsonElement? Credential,
    string? Ticket,
    string? Secret
);

internal sealed class StepUpEndpoint(StepUpHandler handler) : ApiEndpoint<StepUpRequest, StepUpState>
{
    public override void Configure()
    {
        Post("/auth/step-up");
        Describe(
            "Show again who you are, before something grave",
            "Counts for ten minutes, as a sign-in does. validUntil is null while a part is missing: where two-step sign-in is on, a second factor is "
                + "part of it. 403 wrong_password, which counts as a failed sign-in of this device; 403 invalid_code; 403 invalid_credential for a "
                + "passkey; 423 account_locked."
        );
        SessionOnly();
        LimitedAs(RatePolicy.Sensitive);
        Refuses(
            Problems.AccountLocked,
            Problems.InvalidLinkTicket,
            Problems.MfaNotSetUp,
            Problems.StepUpCredentialRefused,
            Problems.WrongAccount,
            Problems.WrongCode,
            Problems.WrongPassword
        );
    }

    public override Task HandleAsync(StepUpRequest request, CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(request, Caller, ClientIp, cancellation));
}
