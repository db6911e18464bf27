using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using Rupaya.Infrastructure.Base;

namespace Rupaya.Infrastructure.Identity.Oidc;

/// <summary>Sign-in with providers.</summary>
internal static class OidcRegistration
{
    public static void AddOidc(this IServiceCollection services)
    {
        services.AddChecked<OidcOptions>("Oidc", o => o.Problems());
        services.AddRoomSingleton<OidcProviders>();
        services.AddRoomSingleton<OidcFlows>();
        services.AddRoomSingleton<LinkOffers>();
        services.AddRoomSingleton<Identities>();
        services.AddSingleton<OidcRefusals>();
        services.AddRoomSingleton<OidcReception>();
        services.AddRoomSingleton<NativeTokens>();
        services.AddSingleton<CodeRedemption>();
        services.AddSingleton<IdTokens>();
        services.AddHostedService<OidcWarmUp>();
        services
            .AddOptions<HealthCheckServiceOptions>()
            .Configure<OidcProviders, IOptions<OidcOptions>>(
                (health, providers, options) =>
                {
                    foreach (var provider in options.Value.InReadiness ? providers.All : [])
                    {
                        health.Registrations.Add(
                            new HealthCheckRegistration($"oidc:{provider.Name}", _ => new OidcHealth(provider), null, null)
                        );
                    }
                }
            );
    }
}
