using Microsoft.Extensions.DependencyInjection;
using Rupaya.Infrastructure.Base;
using Rupaya.Infrastructure.Notifications.Webhooks;

namespace Rupaya.Infrastructure.Notifications;

/// <summary>What tells users and other systems: the feed of notifications, and webhooks.</summary>
internal static class NotificationsRegistration
{
    public static void AddNotifications(this IServiceCollection services)
    {
        services.AddChecked<WebhookOptions>("Webhooks", o => o.Problem());
        services.AddSingleton<ReachableAddresses>();
        services.AddSingleton<WebhookSecrets>();
        services.AddSingleton<WebhookAddress>();
        services.AddSingleton<WebhookSignal>();
    }

    public static void AddNotificationsApi(this IServiceCollection services)
    {
        services.AddSingleton<NotificationFeed>();
        services.AddHostedService(provider => provider.GetRequiredService<NotificationFeed>());
    }
}
