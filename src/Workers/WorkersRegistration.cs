using Microsoft.Extensions.DependencyInjection;
using Rupaya.Infrastructure.Mail;
using Rupaya.Infrastructure.Rates;
using Rupaya.Infrastructure.Settings;
using Rupaya.Infrastructure.Webhooks;
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
    public static void AddWorkers(this IServiceCollection services)
    {
        services.AddOptions<RateOptions>().BindConfiguration("Rates");
        services.AddSingleton<IRateProvider, EcbRateFile>();
        services.AddChecked<HousekeepingOptions>("Housekeeping", o => o.Problem());
        services.AddSingleton<ImportStaging>();
        services.AddSingleton<ExportPosting>();
        services.AddSingleton<ImportEnding>();
        services.AddSingleton<StaleImports>();
        services.AddSingleton<Erasures>();
        services.AddSingleton<RateRefresh>();
        services.AddSingleton<LaggingBooks>();
        services.AddSingleton<IMailer, Mailer>();
        services.AddSingleton<SmtpDelivery>();
        services.AddSingleton<SentMails>();
        services.AddSingleton<AccountMailFacts>();
        services.AddSingleton<AccountMailText>();
        services.AddSingleton<AlertMail>();
        services.AddSingleton<WeeklyReportMail>();
        services.AddHostedService<Housekeeper>();
        AddAlerts(services);
        AddWebhooks(services);
        AddSchedules(services);
    }

    private static void AddAlerts(IServiceCollection services)
    {
        services.AddChecked<AlertOptions>("Alerts", o => o.Problem());
        services.AddSingleton<AlertWriter>();
        services.AddSingleton<IAlertRule, BudgetRule>();
        services.AddSingleton<IAlertRule, GoalRule>();
        services.AddSingleton<IAlertRule, LowBalanceRule>();
        services.AddSingleton<IAlertRule, UnusualExpenseRule>();
    }

    private static void AddWebhooks(IServiceCollection services)
    {
        services.AddSingleton<WebhookClient>();
        services.AddSingleton<WebhookQueue>();
        services.AddHostedService<WebhookSender>();
    }

    private static void AddSchedules(IServiceCollection services)
    {
        services.AddSingleton<IScheduledJob, WeeklyReportJob>();
        services.AddSingleton<IScheduledJob, ForgetJob>();
        services.AddSingleton<IScheduledJob, RecurringJob>();
        services.AddSingleton<IScheduledJob, DayTurnJob>();
        services.AddSingleton<Scheduler>();
        services.AddHostedService(provider => provider.GetRequiredService<Scheduler>());
    }
}
