using System.Runtime.Serialization;
using MassTransit;
using MassTransit.Middleware;
using MassTransit.Transports;

namespace Rupaya.Infrastructure.Messaging.RabbitMq;

/// <summary>One dead-letter queue per queue, <c>….dead</c>, for what failed for good, does not parse or is unknown, each with its reason.</summary>
internal sealed class DeadLetterNames : IErrorQueueNameFormatter, IDeadLetterQueueNameFormatter
{
    public string FormatErrorQueueName(string queueName) => Of(queueName);

    public string FormatDeadLetterQueueName(string queueName) => Of(queueName);

    public static string Of(string queue) => $"{queue}.dead";

    /// <summary>Routes faults and unknown messages of an endpoint to its dead-letter queue.</summary>
    public static void Configure(IReceiveEndpointConfigurator endpoint)
    {
        endpoint.ConfigureError(pipe =>
        {
            // First: it marks the message as faulted; without it what does not parse would be dead-lettered twice.
            pipe.UseFilter(new GenerateFaultFilter());
            pipe.UseFilter(new StampReason());
            pipe.UseFilter(new ErrorTransportFilter());
        });
        endpoint.ConfigureDeadLetter(pipe => pipe.UseFilter(new UnknownType()));
    }

    private sealed class StampReason : IFilter<ExceptionReceiveContext>
    {
        public Task Send(ExceptionReceiveContext context, IPipe<ExceptionReceiveContext> next)
        {
            context.ExceptionHeaders.Set(
                "x-dead-reason",
                context.Exception is SerializationException ? "undeserialisable" : "effect failed"
            );
            return next.Send(context);
        }

        public void Probe(ProbeContext context) => context.CreateFilterScope("stampReason");
    }

    private sealed class UnknownType : IFilter<ReceiveContext>
    {
        public async Task Send(ReceiveContext context, IPipe<ReceiveContext> next)
        {
            await context.GetPayload<IDeadLetterTransport>().Send(context, "unknown message type");
            await next.Send(context);
        }

        public void Probe(ProbeContext context) => context.CreateFilterScope("unknownType");
    }
}
