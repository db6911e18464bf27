using System.Reflection;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Rupaya.Infrastructure.Base;
using Rupaya.Infrastructure.Http.Document;
using Rupaya.Infrastructure.Http.Files;
using Rupaya.Infrastructure.Http.RateLimits;
using Rupaya.Infrastructure.Platform.Caching;

namespace Rupaya.Infrastructure.Http;

/// <summary>How the API speaks HTTP: settings, limits, problems, the document, and the slices.</summary>
internal static class HttpRegistration
{
    public static void AddHttp(this IServiceCollection services)
    {
        services.AddChecked<WebOptions>("Web", o => o.Problem());
        services
            .AddOptions<KestrelServerOptions>()
            .Configure<IOptions<WebOptions>>(
                (kestrel, web) =>
                {
                    kestrel.AddServerHeader = false;
                    kestrel.Limits.MaxRequestBodySize = web.Value.MaxJsonBytes;
                }
            );
        services.AddChecked<RateLimitOptions>("RateLimits", o => o.Problem());
    }

    public static void AddHttpApi(this IServiceCollection services, IReadOnlyList<Assembly> features)
    {
        services.AddWebSettings();
        services.AddCompression();
        services.AddChecked<RequestLogOptions>("Logging", o => o.Problem());
        services.AddSingleton<MemoryRateCounters>();
        services.AddSingleton<IRateCounters>(provider =>
            provider.GetRequiredService<IOptions<CacheOptions>>().Value.Provider == CacheOptions.Redis
                ? ActivatorUtilities.CreateInstance<RedisRateCounters>(provider)
                : provider.GetRequiredService<MemoryRateCounters>()
        );
        services.AddSingleton<TemporaryFiles>();
        services.AddExceptionHandler<ProblemExceptionHandler>();
        services.AddApiDocument();
        services.ConfigureHttpJsonOptions(options => Json.Configure(options.SerializerOptions));
        services.AddSlices(features);
        services.Scan(scan =>
            scan.FromAssemblies(features)
                .AddClasses(classes => classes.Where(type => type.Name.EndsWith("Handler", StringComparison.Ordinal)), publicOnly: false)
                .AsSelf()
                .WithScopedLifetime()
        );
    }
}
