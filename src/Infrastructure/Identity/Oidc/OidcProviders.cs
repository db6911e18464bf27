using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Rupaya.Infrastructure.Postgres;

namespace Rupaya.Infrastructure.Identity.Oidc;

/// <summary>The providers of the settings.</summary>
public sealed class OidcProviders : IDisposable
{
    private readonly Dictionary<string, OidcProvider> _byName;

    internal OidcProviders(IOptions<OidcOptions> options, TimeProvider clock, ILogger<ProviderMetadata> logger)
    {
        _byName = options.Value.Providers.ToDictionary(
            p => p.Key,
            p =>
            {
                var http = new ProviderHttp(isStandIn: TransportSecurity.IsLoopback(new Uri(p.Value.Authority).Host));
                var metadata = new ProviderMetadata(p.Key, p.Value.Authority, http, clock, logger);
                return new OidcProvider(p.Key, p.Value, metadata, http, options.Value.PublicUrl);
            },
            StringComparer.Ordinal
        );
    }

    /// <summary>All of them, by name: the configuration keeps no other order.</summary>
    public IEnumerable<OidcProvider> All => _byName.Values.OrderBy(p => p.Name, StringComparer.Ordinal);

    /// <summary>The one of a name, or null.</summary>
    public OidcProvider? Find(string? name) => name is null ? null : _byName.GetValueOrDefault(name);

    /// <summary>The one that an identity is of today, whatever it was called when it was linked; null for none that is configured.</summary>
    internal OidcProvider? Of(string name, string issuer) =>
        Find(name) is { } same && same.Options.Authority == issuer
            ? same
            : _byName.Values.FirstOrDefault(p => p.Options.Authority == issuer);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var provider in _byName.Values)
        {
            provider.Metadata.Dispose();
            provider.Http.Dispose();
        }
    }
}
