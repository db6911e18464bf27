using Rupaya.Infrastructure.Messaging.Operations;
using Rupaya.Infrastructure.Users;

namespace Rupaya.Features.Admin.ShowMessaging;

internal sealed class ShowMessagingEndpoint : IEndpoint
{
    public void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet(
                "/admin/operations/messaging",
                (ShowMessagingHandler handler, CancellationToken cancellation) => handler.HandleAsync(cancellation).ToHttp()
            )
            .ForAdmins()
            .WithName("ShowMessaging")
            .WithTags("Admin")
            .WithSummary("Outbox, queues and projections, the same on both transports")
            .WithDescription(
                "With RabbitMQ the counts of queues come from its management API and are up to five seconds old; brokerReachable is false when it does not answer."
            )
            .Produces<MessagingState>()
            .Problems(401, 403, 429, 503);
}
