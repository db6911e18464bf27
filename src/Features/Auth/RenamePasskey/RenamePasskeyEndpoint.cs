using Rupaya.Infrastructure.Identity.Passkeys;

namespace Rupaya.Features.Auth.RenamePasskey;

/// <param name="Name">For people.</param>
internal sealed record RenamePasskeyRequest(string? Name);

internal sealed class RenamePasskeyEndpoint(RenamePasskeyHandler handler) : ApiEndpoint<RenamePasskeyRequest, PasskeyView>
{
    public override void Configure()
    {
        Put("/auth/passkeys/{passkeyId:guid}");
        Describe("Give a passkey another name");
        SessionOnly();
    }

    public override Task HandleAsync(RenamePasskeyRequest request, CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(Id("passkeyId"), request, Caller, cancellation));
}
