using Rupaya.Infrastructure.Users;

namespace Rupaya.Features.Admin.RedriveOutbox;

internal sealed class RedriveOutboxEndpoint : IEndpoint
{
    public void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost(
                "/admin/operations/outbox/dead/redrive",
                (RedriveOutboxHandler handler, CancellationToken cancellation) => handler.HandleAsync(cancellation).ToHttp()
            )
            .ForAdmins()
            .WithName("RedriveOutbox")
            .WithTags("Admin")
            .WithSummary("Put dead rows back into the outbox")
            .WithDescription("In their order. Rows that are still bad in themselves die again. 409 redrive_running.")
            .Produces<RedriveResponse>()
            .Problems(401, 403, 409, 429, 503);
}
