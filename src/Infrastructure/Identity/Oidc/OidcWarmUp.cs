using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Rupaya.Infrastructure.Identity.Oidc;

/// <summary>
/// Asks each provider once when the process starts, so that what is wrong with one stands in the log before somebody meets it. A start waits for nobody: a
/// provider that is gone keeps no one from signing in with a password.
/// </summary>
internal sealed partial class OidcWarmUp(OidcProviders providers, ILogger<OidcWarmUp> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        foreach (var provider in providers.All)
        {
            try
            {
                if (!provider.HasPkce(await provider.Metadata.GetAsync(stoppingToken)))
                {
                    WithoutPkce(provider.Name);
                }
            }
            catch (Exception e) when (e is ProviderUnavailableException or OperationCanceledException)
            {
                // The metadata said why.
            }
        }
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The provider {Provider} does not say that it checks PKCE with S256: nobody can sign in with it"
    )]
    private partial void WithoutPkce(string provider);
}
