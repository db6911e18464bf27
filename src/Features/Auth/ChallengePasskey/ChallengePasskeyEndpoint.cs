using Rupaya.Infrastructure.Identity.Passkeys;

namespace Rupaya.Features.Auth.ChallengePasskey;

internal sealed class ChallengePasskeyEndpoint(ChallengePasskeyHandler handler) : ApiEndpoint<AssertionCeremony>
{
    public override void Configure()
    {
        Post("/auth/passkeys/challenge");
        AllowAnonymous();
        Describe(
            "Begin a sign-in with a passkey: what the browser's navigator.credentials.get needs",
            "The same for everybody: the authenticator offers what it has. Hand publicKey to PublicKeyCredential.parseRequestOptionsFromJSON, and send "
                + "the signature to POST /auth/passkeys/signin with the ceremonyToken, once, within five minutes."
        );
        LimitedAs(RatePolicy.Public);
    }

    public override Task HandleAsync(CancellationToken cancellation) => ReplyAsync(handler.HandleAsync(cancellation));
}
