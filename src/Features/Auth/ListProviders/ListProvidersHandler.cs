using Rupaya.Infrastructure.Identity.Oidc;

namespace Rupaya.Features.Auth.ListProviders;

internal sealed class ListProvidersHandler(OidcProviders providers)
{
    public Result<Reply<IEnumerable<ProviderView>>> Handle() =>
        Reply.Ok<IEnumerable<ProviderView>>(providers.All.Select(p => new ProviderView(p.Name, p.DisplayName, p.Kind)).ToList());
}
