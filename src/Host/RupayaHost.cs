using System.Reflection;
using Rupaya.Features;
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
        }
        var app = builder.Build();
        app.WarmUp();
        if (role.Serves || role.Works)
        {
            app.StartMetrics(role.Name, role.Serves);
        }
        if (role.Serves)
        {
            app.MapApi();
        }
        app.MapHealth();
        return app;
    }
}
