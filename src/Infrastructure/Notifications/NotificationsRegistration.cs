using Microsoft.Extensions.DependencyInjection;
using Rupaya.Infrastructure.Base;
using Rupaya.Infrastructure.Notifications.Webhooks;

namespace Rupaya.Infrastructure.Notifications;

/// <summary>What tells users and other systems: the feed of notifications, and webhooks.</summary>
public static class NotificationsRegistration
{
    internal static void AddNotifications(this IServiceCollection services)
    {
        services.AddChecked<WebhookOptions>("Webhooks", o => o.Problem());
        services.AddSingleton<ReachableAddresses>();
        services.AddRoomSingleton<WebhookSecrets>();
        services.AddRoomSingleton<WebhookAddress>();
        services.AddSingleton<WebhookSignal>();
    }

    internal static void AddNotificationsApi(this IServiceCollection services)
    {
        services.AddSingleton<NotificationFeed>();
        services.AddHostedService(provider => provider.GetRequiredService<NotificationFeed>());
        services.AddSingleton<SyncFeed>();
        services.AddHostedService(provider => provider.GetRequiredService<SyncFeed>());
    }

    /// <summary>The client that sends to webhooks, for processes that deliver.</summary>
    public static void AddWebhookSending(this IServiceCollection services) => services.AddRoomSingleton<WebhookClient>();
}
