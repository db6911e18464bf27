namespace Rupaya.Features.Auth.ListProviders;

/// <param name="Name">As it stands in addresses.</param>
/// <param name="DisplayName">For people.</param>
/// <param name="Kind">google, apple, cognito, keycloak or other.</param>
internal sealed record ProviderView(string Name, string DisplayName, string Kind);

internal sealed class ListProvidersEndpoint(ListProvidersHandler handler) : ApiEndpoint<IEnumerable<ProviderView>>
{
    public override void Configure()
    {
        Get("/auth/oidc/providers");
        AllowAnonymous();
        Describe("The providers that one can sign in with, by name", "Empty where the operator registered with none.");
    }

    public override Task HandleAsync(CancellationToken cancellation) => ReplyAsync(Task.FromResult(handler.Handle()));
}
