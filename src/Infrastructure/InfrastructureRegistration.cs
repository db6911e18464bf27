using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Npgsql;
using Rupaya.Infrastructure.Caching;
using Rupaya.Infrastructure.Exports;
using Rupaya.Infrastructure.Ledger;
using Rupaya.Infrastructure.Ledger.Verification;
using Rupaya.Infrastructure.Mail;
using Rupaya.Infrastructure.Messaging;
using Rupaya.Infrastructure.Notifications;
using Rupaya.Infrastructure.Observability;
using Rupaya.Infrastructure.Persistence;
using Rupaya.Infrastructure.Rates;
using Rupaya.Infrastructure.Reads;
using Rupaya.Infrastructure.Security;
using Rupaya.Infrastructure.Security.Audit;
using Rupaya.Infrastructure.Settings;
using Rupaya.Infrastructure.Statements;
using Rupaya.Infrastructure.Users;
using Rupaya.Infrastructure.Web;
using Rupaya.Infrastructure.Web.Document;
using Rupaya.Infrastructure.Web.RateLimits;
using Rupaya.Infrastructure.Web.Strictness;
using Rupaya.Infrastructure.Webhooks;

namespace Rupaya.Infrastructure;

/// <summary>What every role needs, and what the API needs on top.</summary>
internal static class InfrastructureRegistration
{
    public static void AddInfrastructure(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSettings();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<ReachableAddresses>();
        services.AddSingleton<WebhookSecrets>();
        services.AddSingleton<WebhookAddress>();
        services.AddSingleton<WebhookSignal>();
        services.AddSingleton<MasterKeys>();
        services.AddSingleton<UserKeys>();
        services.AddSingleton<DerivedTokens>();
        services.AddSingleton<SigninAttempts>();
        services.AddSingleton<SigningKeyRing>();
        services.AddSingleton<AuditTrail>();

        services.AddSingleton(provider => Databases.App(configuration, provider.GetRequiredService<IOptions<DatabaseOptions>>().Value));
        services.AddDbContextPool<RupayaDbContext>(
            (provider, options) =>
                options
                    .UseNpgsql(provider.GetRequiredService<NpgsqlDataSource>())
                    .UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking)
        );
        services.AddSingleton<BookHeads>();
        services.AddSingleton<AccountBalances>();
        services.AddSingleton<TotalsProjector>();
        services.AddSingleton<SearchProjector>();
        services.AddSingleton<ProjectionRebuild>();
        services.AddSingleton<LedgerVerifier>();
        services.AddSingleton<TransactionSearch>();
        services.AddSingleton<RateTables>();
        services.AddSingleton<ProviderRates>();
        services.AddSingleton<ImportPosting>();
        services.AddSingleton<WriterSlots>();
        services.AddSingleton<BookDoor>();
        services.AddSingleton<RecurringPosting>();
        services.AddSingleton<GoalStates>();
        services.AddSingleton<RecurringSchedules>();
        services.AddSingleton<Figures>();
        services.AddSingleton<JournalSums>();
        services.Scan(scan =>
            scan.FromAssemblyOf<IFigure>()
                .AddClasses(classes => classes.AssignableTo<IFigure>(), publicOnly: false)
                .AsSelfWithInterfaces()
                .WithSingletonLifetime()
        );
        services.AddSingleton<RedisConnection>();
        services.AddSingleton<IBookCache>(provider =>
            provider.GetRequiredService<IOptions<CacheOptions>>().Value.Provider == CacheOptions.Redis
                ? ActivatorUtilities.CreateInstance<RedisBookCache>(provider)
                : ActivatorUtilities.CreateInstance<MemoryBookCache>(provider)
        );
        services.AddSingleton<WriteProbe>();
        services.AddHealthChecks().AddCheck<LedgerHealth>(LedgerHealth.Name);
        if (configuration["Cache:Provider"] == CacheOptions.Redis)
        {
            services.AddHealthChecks().AddCheck<RedisHealth>(RedisHealth.Name);
        }
        services.AddSingleton<Readiness>();
        services.AddSingleton<PrometheusText>();
    }

    private static void AddSettings(this IServiceCollection services)
    {
        services.AddChecked<DatabaseOptions>("Database", o => o.Problem());
        services.AddChecked<CacheOptions>("Cache", o => o.Problem());
        services.AddChecked<MessagingOptions>("Messaging", o => o.Problem());
        services.AddChecked<OverdraftOptions>("Overdraft", o => o.Problem());
        services.AddChecked<SecurityOptions>("Security", o => o.Problem() ?? Argon2.Problem());
        services.AddChecked<WebOptions>("Web", o => o.Problem());
        services.AddChecked<RateLimitOptions>("RateLimits", o => o.Problem());
        services.AddChecked<MailOptions>("Mail", o => o.Problem());
        services.AddChecked<WebhookOptions>("Webhooks", o => o.Problem());
    }

    /// <summary>The API: security, ledger door, and the slices of the given assembly, found by scanning.</summary>
    public static void AddApi(this IServiceCollection services, Assembly features)
    {
        services.AddWebSettings();
        services.AddSingleton<MemoryRateCounters>();
        services.AddSingleton<IRateCounters>(provider =>
            provider.GetRequiredService<IOptions<CacheOptions>>().Value.Provider == "Redis"
                ? ActivatorUtilities.CreateInstance<RedisRateCounters>(provider)
                : provider.GetRequiredService<MemoryRateCounters>()
        );
        services.AddSingleton<AccessTokens>();
        services.AddHostedService<SigningKeyRefresher>();
        services.AddSingleton<NotificationFeed>();
        services.AddHostedService(provider => provider.GetRequiredService<NotificationFeed>());
        services.AddHttpClient();
        services.AddSingleton<IBreachRange, BreachRange>();
        services.AddSingleton<Passwords>();
        services.AddSingleton<PasswordProof>();
        services.AddSingleton<Sessions>();
        services.AddSingleton<FailedSignins>();
        services.AddSingleton<Signins>();
        services.AddSingleton<SecondFactor>();
        services.AddSingleton<UserGate>();
        services.AddSingleton<UserDoor>();
        services.AddSingleton<MembershipDoor>();
        services.AddSingleton<StatementStore>();
        services.AddSingleton<Spool>();
        services.AddExceptionHandler<Faults>();
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

    public static void MapApi(this WebApplication app)
    {
        app.UseMiddleware<HeadersMiddleware>();
        app.UseMiddleware<HeadMiddleware>();
        app.UseWebSettings();
        app.UseExceptionHandler(_ => { });
        app.UseStatusCodePages(pages =>
            new ProblemResult(Faults.OfStatus(pages.HttpContext.Response.StatusCode), pages.HttpContext.Response.StatusCode).ExecuteAsync(
                pages.HttpContext
            )
        );
        app.UseRouting();
        app.UseMiddleware<TokenMiddleware>();
        app.UseMiddleware<RateLimitMiddleware>();
        app.UseMiddleware<AdminMiddleware>();
        app.UseMiddleware<StrictnessMiddleware>();
        app.UseMiddleware<IdempotencyMiddleware>();
        app.MapApiDocument();
        app.MapErrorPages();
        app.MapSigningKeys();
        app.MapSlices();
    }
}
