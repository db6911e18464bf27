using Rupaya.Infrastructure.Users;

namespace Rupaya.Features.Admin.RedriveDeadLetters;

internal sealed class RedriveDeadLettersEndpoint : IEndpoint
{
    public void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost(
                "/admin/operations/dead-letters/{queue}/redrive",
                (string queue, RedriveDeadLettersHandler handler, CancellationToken cancellation) =>
                    handler.HandleAsync(queue, cancellation).ToHttp()
            )
            .ForAdmins()
            .WithName("RedriveDeadLetters")
            .WithTags("Admin")
            .WithSummary("Put a queue's dead letters back into it")
            .WithDescription(
                "Those that are there now, in their order; one that dies again meanwhile is left. 404 for a queue of no effect, 409 redrive_running, "
                    + "503 broker_unavailable: what was moved by then stays moved."
            )
            .Produces<RedriveResponse>()
            .Problems(401, 403, 404, 409, 429, 503);
}
