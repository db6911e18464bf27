using Rupaya.Infrastructure.Identity.Passkeys;

namespace Rupaya.Features.Auth.AddPasskey;

/// <param name="CeremonyToken">From POST /auth/passkeys/registration.</param>
/// <param name="Name">For people; the provider's where it is omitted.</param>
/// <param name="Credential">What the authenticator made.</param>
internal sealed record AddPasskeyRequest(string? CeremonyToken, string? Name, CreatedCredential? Credential);

internal sealed class AddPasskeyEndpoint(AddPasskeyHandler handler) : ApiEndpoint<AddPasskeyRequest, PasskeyView>
{
    public override void Configure()
    {
        Post("/auth/passkeys");
        Describe(
            "Keep the passkey that an authenticator made",
            "The owner is told by mail. 400 invalid_credential for one that is not as it was asked for, or a ceremony that is over, used or another "
                + "session's; 409 passkey_exists when the passkey is registered already, 409 passkey_limit."
        );
        Answers(StatusCodes.Status201Created);
        LimitedAs(RatePolicy.Sensitive);
        Refuses(Problems.InvalidCredential, Problems.PasskeyExists, Problems.PasskeyLimit);
        SessionOnly();
    }

    public override Task HandleAsync(AddPasskeyRequest request, CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(request, Caller, cancellation));
}
