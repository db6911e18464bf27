using Rupaya.Infrastructure.Identity.Passkeys;

namespace Rupaya.Features.Auth.ChallengeMfa;

/// <param name="MfaToken">From sign-in.</param>
internal sealed record ChallengeMfaRequest(string? MfaToken);

internal sealed class ChallengeMfaEndpoint(ChallengeMfaHandler handler) : ApiEndpoint<ChallengeMfaRequest, AssertionCeremony>
{
    public override void Configure()
    {
        Post("/auth/mfa/passkey");
        AllowAnonymous();
        Describe(
            "Use a passkey as the second factor of a sign-in: what the browser's navigator.credentials.get needs",
            "Names the user's passkeys. Send the signature to POST /auth/mfa/verify with the mfaToken and the ceremonyToken, once, within five minutes. "
                + "401 invalid_token; 409 no_passkey."
        );
        LimitedAs(RatePolicy.Public);
        Refuses(Problems.InvalidToken, Problems.NoPasskey);
    }

    public override Task HandleAsync(ChallengeMfaRequest request, CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(request, cancellation));
}
