using System.Reflection;
using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using Rupaya.Infrastructure.Postgres;

namespace Rupaya.Infrastructure.Messaging.RabbitMq;

/// <summary>
/// The bus on RabbitMQ: one quorum queue per effect with a delivery limit and a dead-letter queue. API and worker configure the same
/// endpoints; the API only declares them, the worker consumes as well.
/// </summary>
internal static class RabbitMqBus
{
    private const int DeliveryLimit = 20;

    private static readonly string[] NotForDeadLetters =
    [
        "x-dead-letter-exchange",
        "x-dead-letter-strategy",
        "x-overflow",
        "x-delivery-limit",
    ];

    public static void AddRabbitMqBus(this IServiceCollection services, IConfiguration configuration, EffectCatalog catalog, bool consume)
    {
        var gate = new TopologyGate();
        foreach (var effect in catalog.All)
        {
            gate.Track(effect.Queue);
        }
        services.AddSingleton(gate);
        services.AddReceiveEndpointObserver(provider => provider.GetRequiredService<TopologyGate>());
        services.AddScoped(typeof(EffectConsumer<,>));
        services.Configure<MassTransitHostOptions>(options =>
        {
            // Never wait for the broker: with it down the web server must listen all the same.
            options.WaitUntilStarted = false;
            options.StopTimeout = TimeSpan.FromSeconds(15);
            options.ConsumerStopTimeout = TimeSpan.FromSeconds(10);
        });
        services.AddMassTransit(bus =>
        {
            bus.DisableUsageTelemetry();
            bus.UsingRabbitMq((context, factory) => Configure(context, factory, configuration, catalog, gate, consume));
        });
        services.AddHostedService<BusWatch>();
        services.AddHealthChecks().AddCheck<RabbitMqHealth>(RabbitMqHealth.Name);
        // The library's own: for us RabbitMQ gone is degraded, not unready.
        services.PostConfigure<HealthCheckServiceOptions>(options =>
        {
            foreach (var check in options.Registrations.Where(r => r.Tags.Contains("masstransit")).ToList())
            {
                options.Registrations.Remove(check);
            }
        });
    }

    private static void Configure(
        IBusRegistrationContext context,
        IRabbitMqBusFactoryConfigurator factory,
        IConfiguration configuration,
        EffectCatalog catalog,
        TopologyGate gate,
        bool consume
    )
    {
        factory.Host(Address(configuration));
        factory.DeployTopologyOnly = !consume;
        var names = new DeadLetterNames();
        factory.SendTopology.ErrorQueueNameFormatter = names;
        factory.SendTopology.DeadLetterQueueNameFormatter = names;
        factory.SendTopology.ConfigureErrorSettings = WithoutQueueArguments;
        factory.SendTopology.ConfigureDeadLetterSettings = WithoutQueueArguments;
        var options = context.GetRequiredService<IOptions<MessagingOptions>>().Value;
        foreach (var effect in catalog.All)
        {
            factory.ReceiveEndpoint(effect.Queue, endpoint => Endpoint(context, endpoint, effect, gate, options, consume));
        }
    }

    private static void Endpoint(
        IBusRegistrationContext context,
        IRabbitMqReceiveEndpointConfigurator endpoint,
        EffectDescriptor effect,
        TopologyGate gate,
        MessagingOptions options,
        bool consume
    )
    {
        var policy = options.For(effect);
        endpoint.SetQuorumQueue();
        endpoint.SetQueueArgument("x-delivery-limit", DeliveryLimit);
        endpoint.SetQueueArgument("x-dead-letter-strategy", "at-least-once");
        endpoint.SetQueueArgument("x-overflow", "reject-publish");
        var dead = DeadLetterNames.Of(effect.Queue);
        endpoint.BindDeadLetterQueue(dead, dead, queue => queue.SetQuorumQueue());
        endpoint.PublishFaults = false;
        endpoint.PrefetchCount = policy.Prefetch;
        // Messages of a batch wait for each other in the batcher, which keeps the concurrency.
        endpoint.ConcurrentMessageLimit = policy.Batch == 1 ? policy.Concurrency : policy.Prefetch;
        endpoint.ConfigureChannel(pipe => pipe.UseFilter(new RedeclareOnReconnect(effect.Queue, gate, declaresOnly: !consume)));
        if (policy.MaxAttempts > 1)
        {
            endpoint.UseMessageRetry(retry =>
            {
                retry.Ignore<PermanentFailureException>();
                retry.Intervals(policy.Backoffs());
            });
        }
        DeadLetterNames.Configure(endpoint);
        typeof(RabbitMqBus)
            .GetMethod(nameof(AddConsumer), BindingFlags.Static | BindingFlags.NonPublic)!
            .MakeGenericMethod(effect.EffectType, effect.MessageType)
            .Invoke(null, [endpoint, context]);
    }

    private static void AddConsumer<TEffect, TMessage>(IReceiveEndpointConfigurator endpoint, IRegistrationContext context)
        where TMessage : class => endpoint.Consumer<EffectConsumer<TEffect, TMessage>>(context);

    /// <summary>MassTransit copies a queue's arguments to its dead-letter queue; these must not be.</summary>
    private static void WithoutQueueArguments(IRabbitMqQueueBindingConfigurator queue)
    {
        foreach (var argument in NotForDeadLetters)
        {
            queue.SetQueueArgument(argument, (object)null!);
        }
    }

    internal static Uri Address(IConfiguration configuration)
    {
        var text = configuration.GetConnectionString("RabbitMq");
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address))
        {
            throw new InvalidOperationException("ConnectionStrings:RabbitMq is not set to an amqp:// or amqps:// address.");
        }
        TransportSecurity.RequireForRemote("RabbitMq", address.Host, address.Scheme is "amqps");
        return address;
    }
}
