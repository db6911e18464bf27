using Rupaya.Infrastructure.Identity.Passkeys;

namespace Rupaya.Features.Auth.BeginPasskey;

internal sealed class BeginPasskeyEndpoint(BeginPasskeyHandler handler) : ApiEndpoint<RegistrationCeremony>
{
    public override void Configure()
    {
        Post("/auth/passkeys/registration");
        Describe(
            "Begin a new passkey: what the browser's navigator.credentials.create needs",
            "Hand publicKey to PublicKeyCredential.parseCreationOptionsFromJSON, and send what the authenticator made to POST /auth/passkeys with the "
                + "ceremonyToken, by the same session, once, within five minutes. 403 email_unverified; 409 passkey_limit at twenty passkeys."
        );
        LimitedAs(RatePolicy.Sensitive);
        Refuses(Problems.EmailUnverified, Problems.PasskeyLimit);
        SessionOnly();
        StepUp();
    }

    public override Task HandleAsync(CancellationToken cancellation) => ReplyAsync(handler.HandleAsync(Caller, cancellation));
}
