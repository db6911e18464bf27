using Rupaya.Infrastructure.Identity.Passkeys;

namespace Rupaya.Features.Auth.ListPasskeys;

internal sealed class ListPasskeysEndpoint(ListPasskeysHandler handler) : ApiEndpoint<IEnumerable<PasskeyView>>
{
    public override void Configure()
    {
        Get("/auth/passkeys");
        Describe("The caller's passkeys, oldest first", "A suspended one was used with a counter that fell; it is deleted or revived.");
        SessionOnly();
    }

    public override Task HandleAsync(CancellationToken cancellation) => ReplyAsync(handler.HandleAsync(Caller, cancellation));
}
