using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Npgsql;
using Rupaya.Infrastructure.Base;

namespace Rupaya.Infrastructure.Postgres;

/// <summary>The application's connections and the model over them.</summary>
public static class PostgresRegistration
{
    internal static void AddPostgres(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddChecked<DatabaseOptions>("Database", o => o.Problem());
        services.TryAddSingleton(provider =>
            Databases.App(configuration, provider.GetRequiredService<IOptions<DatabaseOptions>>().Value).Build()
        );
        services.AddSingleton<DatabaseGate>();
        services.AddDbContextPool<RupayaDbContext>(
            (provider, options) =>
                options
                    .UseNpgsql(provider.GetRequiredService<NpgsqlDataSource>())
                    .UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking)
        );
    }

    /// <summary>For a process that runs until it is stopped.</summary>
    public static void AddBuildBeacon(this IServiceCollection services) => services.AddHostedService<BuildBeacon>();
}
