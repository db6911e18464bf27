using Rupaya.Infrastructure.Identity.Passkeys;

namespace Rupaya.Features.Auth.SigninPasskey;

/// <summary>Who signs in, from which device.</summary>
/// <param name="CeremonyToken">From POST /auth/passkeys/challenge.</param>
/// <param name="Credential">The authenticator's signature.</param>
/// <param name="DeviceId">Chosen by the client, the same at every sign-in from this device.</param>
/// <param name="Session">As in sign-in: cookie puts the refresh token into a cookie, for a browser.</param>
internal sealed record SigninPasskeyRequest(
    string? CeremonyToken,
    SignedCredential? Credential,
    string? DeviceId,
    string? DeviceName,
    string? Session
);

internal sealed class SigninPasskeyEndpoint(SigninPasskeyHandler handler) : ApiEndpoint<SigninPasskeyRequest, SignedIn>
{
    public override void Configure()
    {
        Post("/auth/passkeys/signin");
        AllowAnonymous();
        Describe(
            "Open a session with a passkey",
            "It counts as two factors: nothing is asked for afterwards. 401 unknown_passkey for one that is not registered (a client may call "
                + "PublicKeyCredential.signalUnknownCredential), 401 invalid_credential for all else: a ceremony that is over or used, a signature that is "
                + "wrong, a passkey that is suspended. 403 account_banned. Cancels a requested erasure."
        );
        LimitedAs(RatePolicy.Auth);
        Refuses(Problems.AccountBanned, Problems.CredentialRefused, Problems.UnknownPasskey);
    }

    public override Task HandleAsync(SigninPasskeyRequest request, CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(request, ClientIp, cancellation));
}
