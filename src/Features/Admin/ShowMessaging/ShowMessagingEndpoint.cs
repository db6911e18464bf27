using Rupaya.Infrastructure.Messaging.Operations;

namespace Rupaya.Features.Admin.ShowMessaging;

internal sealed class ShowMessagingEndpoint(ShowMessagingHandler handler) : ApiEndpoint<MessagingState>
{
    public override void Configure()
    {
        Get("/admin/operations/messaging");
        Describe(
            "Outbox, queues and projections, the same on both transports",
            "With RabbitMQ the counts of queues come from its management API and are up to five seconds old; brokerReachable is false when it does not answer."
        );
        ForAdmins();
    }

    public override Task HandleAsync(CancellationToken cancellation) => ReplyAsync(handler.HandleAsync(cancellation));
}
