using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Rupaya.Infrastructure.Base;
using Rupaya.Infrastructure.Messaging.InProcess;
using Rupaya.Infrastructure.Messaging.Operations;
using Rupaya.Infrastructure.Messaging.RabbitMq;

namespace Rupaya.Infrastructure.Messaging;

/// <param name="Consumes">True where this process runs effects.</param>
internal sealed record MessagingRole(bool Consumes);

/// <summary>Wires outbox, transport and effects by settings.</summary>
public static class MessagingRegistration
{
    /// <param name="services">The process's services.</param>
    /// <param name="configuration">Settings.</param>
    /// <param name="effects">The assemblies that hold the effects.</param>
    /// <param name="dispatch">True where outbox rows are written or should be sent on.</param>
    /// <param name="consume">True where effects run.</param>
    public static void AddMessaging(
        this IServiceCollection services,
        IConfiguration configuration,
        IReadOnlyList<Assembly> effects,
        bool dispatch,
        bool consume
    )
    {
        var catalog = EffectCatalog.Scan(effects);
        services.AddSingleton(catalog);
        services.AddSingleton(new MessagingRole(consume));
        services.AddSingleton<OutboxSignal>();
        services.AddRoomSingleton<MessagingOperations>();
        services.AddSingleton<EffectTable>();
        services.AddSingleton<EffectRunner>();
        services.AddSingleton<EffectBatcher>();
        foreach (var effect in catalog.All)
        {
            services.AddScoped(effect.EffectType);
        }
        services.AddSingleton<DeliverySignal>();
        services.AddSingleton<DeliveryQueue>();
        services.AddSingleton<DeliverySettler>();
        if (consume)
        {
            services.AddHostedService<DeliveryRunner>();
            services.AddHostedService<QueueGauges>();
        }
        switch (configuration["Messaging:Transport"] ?? new MessagingOptions().Transport)
        {
            case MessagingOptions.InProcess:
                services.AddSingleton<ITransport, InProcessTransport>();
                services.AddSingleton<IQueueOperations, DeliveryOperations>();
                break;
            case MessagingOptions.RabbitMq:
                services.AddRabbitMqBus(configuration, catalog, consume);
                services.AddSingleton<ITransport, RabbitMqTransport>();
                services.AddHttpClient();
                services.AddSingleton<IQueueOperations, RabbitMqOperations>();
                break;
            case var other:
                throw new InvalidOperationException($"Messaging:Transport must be InProcess or RabbitMq, not {other}.");
        }
        if (dispatch)
        {
            services.AddHostedService<OutboxDispatcher>();
            services.AddHostedService<OutboxGauges>();
        }
    }
}
