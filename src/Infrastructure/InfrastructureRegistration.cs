using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Rupaya.Infrastructure.Base;
using Rupaya.Infrastructure.Figures;
using Rupaya.Infrastructure.Http;
using Rupaya.Infrastructure.Http.Document;
using Rupaya.Infrastructure.Http.RateLimits;
using Rupaya.Infrastructure.Http.Strictness;
using Rupaya.Infrastructure.Identity;
using Rupaya.Infrastructure.Identity.Passkeys;
using Rupaya.Infrastructure.Ledger;
using Rupaya.Infrastructure.Mail;
using Rupaya.Infrastructure.Messaging;
using Rupaya.Infrastructure.Notifications;
using Rupaya.Infrastructure.Platform;
using Rupaya.Infrastructure.Platform.Caching;
using Rupaya.Infrastructure.Postgres;
using Rupaya.Infrastructure.Recovery;

namespace Rupaya.Infrastructure;

/// <summary>Puts the rooms together: what every role needs, and what the API needs on top.</summary>
public static class InfrastructureRegistration
{
    /// <summary>What every role needs, commands included. The transport is added by <see cref="MessagingRegistration.AddMessaging"/>.</summary>
    /// <param name="services">The process's services.</param>
    /// <param name="configuration">Settings.</param>
    public static void AddInfrastructure(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddPostgres(configuration);
        services.AddPlatform(configuration);
        services.AddChecked<MessagingOptions>("Messaging", o => o.Problem());
        services.AddHttp();
        services.AddMail();
        services.AddIdentity();
        services.AddLedger();
        services.AddNotifications();
        services.AddFigures();
        services.AddRecovery();
        services.AddSingleton<Readiness>();
        services.AddChecked<CertificatesOptions>("Certificates", o => o.Problem());
    }

    /// <summary>For a process that runs until it is stopped: what its health checks find and how long certificates last, as metrics.</summary>
    /// <param name="services">The process's services.</param>
    public static void AddDependencyGauges(this IServiceCollection services)
    {
        services.AddSingleton<IHealthCheckPublisher, DependencyGauges>();
        services.Configure<HealthCheckPublisherOptions>(options =>
        {
            options.Delay = TimeSpan.FromSeconds(1);
            options.Period = TimeSpan.FromSeconds(10);
        });
        services.AddHostedService<CertificateGauges>();
    }

    /// <summary>What a process needs that serves the API.</summary>
    /// <param name="services">The process's services.</param>
    /// <param name="features">The assemblies whose slices are served.</param>
    public static void AddApi(this IServiceCollection services, IReadOnlyList<Assembly> features)
    {
        services.AddHttpApi(features);
        services.AddIdentityApi(features);
        services.AddNotificationsApi();
    }

    /// <summary>What has to be there before the first request: counters count from it on, and wrong settings of the cache stop the start.</summary>
    /// <param name="app">The process, built.</param>
    public static void WarmUp(this WebApplication app)
    {
        app.Services.GetRequiredService<PrometheusText>();
        app.Services.GetRequiredService<IBookCache>();
    }

    /// <summary>For a process that runs until it is stopped: counters begin at nothing, and the build says which one it is.</summary>
    /// <param name="app">The process, built.</param>
    /// <param name="role"><c>all</c>, <c>api</c> or <c>worker</c>.</param>
    /// <param name="serves">True where figures are answered.</param>
    public static void StartMetrics(this WebApplication app, string role, bool serves)
    {
        var effects = app.Services.GetRequiredService<EffectCatalog>().All.Select(e => e.Name);
        Telemetry.StartAtZero(effects, serves ? app.Services.GetServices<IFigure>().Select(f => f.Name) : []);
        UsageTelemetry.StartAtZero();
        UsageTelemetry.Started(role);
    }

    /// <summary>The API's middleware and routes, in their order.</summary>
    /// <param name="app">The process, built with <see cref="AddApi"/>.</param>
    public static void MapApi(this WebApplication app)
    {
        app.UseMiddleware<HeadersMiddleware>();
        app.UseMiddleware<RequestLog>();
        app.UseResponseCompression();
        app.UseMiddleware<HeadMiddleware>();
        app.UseWebSettings();
        app.UseExceptionHandler(_ => { });
        app.UseStatusCodePages(pages =>
            new ProblemResult(
                ProblemExceptionHandler.OfStatus(pages.HttpContext.Response.StatusCode),
                pages.HttpContext.Response.StatusCode
            ).ExecuteAsync(pages.HttpContext)
        );
        app.UseRouting();
        app.UseMiddleware<TokenMiddleware>();
        app.UseMiddleware<RateLimitMiddleware>();
        app.UseMiddleware<OwnPagesMiddleware>();
        app.UseMiddleware<GrantMiddleware>();
        app.UseMiddleware<AdminMiddleware>();
        app.UseMiddleware<StepUpMiddleware>();
        app.UseMiddleware<HeadFileMiddleware>();
        app.UseMiddleware<StrictnessMiddleware>();
        app.UseMiddleware<IdempotencyMiddleware>();
        app.MapApiDocument();
        app.MapErrorPages();
        app.MapReferencePages();
        app.MapSigningKeys();
        app.MapPasskeyRoutes();
        app.MapSlices();
    }
}
