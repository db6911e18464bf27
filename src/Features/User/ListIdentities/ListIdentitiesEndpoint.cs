using Rupaya.Infrastructure.Identity.Oidc;

namespace Rupaya.Features.User.ListIdentities;

internal sealed class ListIdentitiesEndpoint(ListIdentitiesHandler handler) : ApiEndpoint<IEnumerable<IdentityView>>
{
    public override void Configure()
    {
        Get("/user/identities");
        Describe("The identities of providers that open the account", "In the order in which they were linked.");
        SessionOnly();
    }

    public override Task HandleAsync(CancellationToken cancellation) => ReplyAsync(handler.HandleAsync(Caller, cancellation));
}
