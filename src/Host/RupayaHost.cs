using System.Reflection;
using Rupaya.Features;
using Rupaya.Host.Secrets;
using Rupaya.Infrastructure;
using Rupaya.Infrastructure.Base;
using Rupaya.Infrastructure.Figures;
using Rupaya.Infrastructure.Http;
using Rupaya.Infrastructure.Identity;
using Rupaya.Infrastructure.Messaging;
using Rupaya.Infrastructure.Platform;
using Rupaya.Infrastructure.Platform.Logs;
using Rupaya.Infrastructure.Postgres;
using Rupaya.Workers;

namespace Rupaya.Host;

/// <summary>What a process does.</summary>
/// <param name="Serves">Answers the API.</param>
/// <param name="Works">Runs effects and schedules.</param>
internal sealed record Role(bool Serves, bool Works)
{
    /// <summary>Its name in log lines.</summary>
    public string Name =>
        (Serves, Works) switch
        {
            (true, true) => "all",
            (true, false) => "api",
            (false, true) => "worker",
            _ => "command",
        };

    public static Role Parse(string name) =>
        name switch
        {
            "all" => new Role(true, true),
            "serve" => new Role(true, false),
            "work" => new Role(false, true),
            _ => throw new InvalidOperationException($"There is no role {name}."),
        };
}

/// <summary>Builds the process for a role. Settings choose transport and cache; code does not.</summary>
internal static class RupayaHost
{
    /// <param name="role">What the process does.</param>
    /// <param name="settings">From the command line.</param>
    /// <param name="adjust">Changes to the builder.</param>
    /// <param name="more">Assemblies beside the product's whose slices, effects, alert rules and jobs join.</param>
    public static WebApplication Build(Role role, string[] settings, Action<WebApplicationBuilder>? adjust = null, params Assembly[] more)
    {
        Assembly[] workers = [typeof(WorkersRegistration).Assembly, .. more];
        Failpoints.Check();
        var builder = WebApplication.CreateSlimBuilder(
            new WebApplicationOptions { Args = settings, ContentRootPath = AppContext.BaseDirectory }
        );
        builder.Logging.ClearProviders().AddLines(new ProcessInfo(role.Name));
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.Extensions.Diagnostics", LogLevel.Warning);
        // Each room logs what is wrong when it finds out, not at every probe.
        builder.Logging.AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None);
        builder.Logging.AddFilter("MassTransit", LogLevel.Warning);
        builder.Logging.AddFilter("FastEndpoints", LogLevel.Warning);
        // Its address holds a part of a password's hash.
        builder.Logging.AddFilter("System.Net.Http.HttpClient", LogLevel.Warning);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = (
                builder.Configuration.GetSection("Web").Get<WebOptions>() ?? new WebOptions()
            ).MaxJsonBytes;
        });
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(25));
        adjust?.Invoke(builder);

        builder.Services.AddInfrastructure(builder.Configuration);
        builder.Services.AddMessaging(builder.Configuration, workers, dispatch: true, consume: role.Works);
        if (role.Serves || role.Works)
        {
            builder.Services.AddTokenSecretGuard();
            // A command tells the one who runs it.
            builder.Services.AddOtlpExport(builder.Configuration);
            builder.Services.AddMetricsListener();
            builder.Services.AddDependencyGauges();
            builder.Services.AddBuildBeacon();
        }
        if (role.Serves)
        {
            builder.Services.AddApi([typeof(FeaturesAssembly).Assembly, .. more]);
        }
        if (role.Works)
        {
            builder.Services.AddWorkers(workers);
            builder.Services.AddHostedService<CertificateGauges>();
        }
        var app = builder.Build();
        // Counts from the first request on, not from the first scrape.
        app.Services.GetRequiredService<PrometheusText>();
        if (role.Serves || role.Works)
        {
            Telemetry.StartAtZero(
                app.Services.GetRequiredService<EffectCatalog>().All.Select(e => e.Name),
                role.Serves ? app.Services.GetServices<IFigure>().Select(f => f.Name) : []
            );
            UsageTelemetry.StartAtZero();
            UsageTelemetry.Started(role.Name);
        }
        // Wrong settings of the cache stop the start, not the first request.
        app.Services.GetRequiredService<Infrastructure.Platform.Caching.IBookCache>();
        if (role.Serves)
        {
            app.MapApi();
        }
        app.MapHealth();
        return app;
    }
}
