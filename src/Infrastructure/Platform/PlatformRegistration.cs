using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Rupaya.Infrastructure.Base;
using Rupaya.Infrastructure.Platform.Caching;

namespace Rupaya.Infrastructure.Platform;

/// <summary>Time, the cache by settings, and the text of the metrics.</summary>
public static class PlatformRegistration
{
    internal static void AddPlatform(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddChecked<CacheOptions>("Cache", o => o.Problem());
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<RedisConnection>();
        services.AddSingleton<IBookCache>(provider =>
            provider.GetRequiredService<IOptions<CacheOptions>>().Value.Provider == CacheOptions.Redis
                ? ActivatorUtilities.CreateInstance<RedisBookCache>(provider)
                : ActivatorUtilities.CreateInstance<MemoryBookCache>(provider)
        );
        if (configuration["Cache:Provider"] == CacheOptions.Redis)
        {
            services.AddHealthChecks().AddCheck<RedisHealth>(RedisHealth.Name);
        }
        services.AddSingleton<PrometheusText>();
    }

    /// <summary>For a process that runs until it is stopped.</summary>
    public static void AddMetricsListener(this IServiceCollection services)
    {
        services.AddChecked<MetricsOptions>("Web", o => o.Problem());
        services.AddSingleton<MetricsListener>();
        services.AddHostedService(provider => provider.GetRequiredService<MetricsListener>());
    }
}
