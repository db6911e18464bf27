using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Rupaya.Infrastructure.Base;
using Rupaya.Infrastructure.Figures;
using Rupaya.Infrastructure.Mail;
using Rupaya.Infrastructure.Notifications;
using Rupaya.Workers.DeliverWebhook;
using Rupaya.Workers.Housekeeping;
using Rupaya.Workers.ImportStatement;
using Rupaya.Workers.RaiseAlerts;
using Rupaya.Workers.Schedules;
using Rupaya.Workers.SendAccountMail;
using Rupaya.Workers.SendMail;

namespace Rupaya.Workers;

/// <summary>What effects and schedules need beside what is found by scanning.</summary>
internal static class WorkersRegistration
{
    /// <param name="services">The process's services.</param>
    /// <param name="assemblies">Where alert rules and scheduled jobs are found.</param>
    public static void AddWorkers(this IServiceCollection services, IReadOnlyList<Assembly> assemblies)
    {
        services.AddRateProvider();
        services.AddChecked<HousekeepingOptions>("Housekeeping", o => o.Problem());
        services.AddChecked<RetentionOptions>("Retention", o => o.Problem());
        services.AddSingleton<ImportStaging>();
        services.AddSingleton<ExportPosting>();
        services.AddSingleton<ImportEnding>();
        services.AddSingleton<StaleImports>();
        services.AddSingleton<Erasures>();
        services.AddSingleton<ErasureListing>();
        services.AddSingleton<ExpiredTokens>();
        services.AddSingleton<RateRefresh>();
        services.AddSingleton<LaggingBooks>();
        services.AddSingleton<Retention>();
        services.AddMailSending();
        services.AddSingleton<AccountMailFacts>();
        services.AddSingleton<AccountMailText>();
        services.AddSingleton<AlertMail>();
        services.AddSingleton<WeeklyReportMail>();
        services.AddHostedService<Housekeeper>();
        services.AddHostedService<UsageGauges>();
        AddAlerts(services, assemblies);
        AddWebhooks(services);
        AddSchedules(services, assemblies);
    }

    private static void AddAlerts(IServiceCollection services, IReadOnlyList<Assembly> assemblies)
    {
        services.AddChecked<AlertOptions>("Alerts", o => o.Problem());
        services.AddSingleton<AlertWriter>();
        services.AddAll<IAlertRule>(assemblies);
    }

    private static void AddWebhooks(IServiceCollection services)
    {
        services.AddWebhookSending();
        services.AddSingleton<WebhookEnding>();
        services.AddSingleton<WebhookQueue>();
        services.AddHostedService<WebhookSender>();
    }

    private static void AddSchedules(IServiceCollection services, IReadOnlyList<Assembly> assemblies)
    {
        services.AddAll<IScheduledJob>(assemblies);
        services.AddSingleton<Scheduler>();
        services.AddHostedService(provider => provider.GetRequiredService<Scheduler>());
    }
}
