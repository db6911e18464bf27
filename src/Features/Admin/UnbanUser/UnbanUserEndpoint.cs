using Rupaya.Infrastructure.Users;

namespace Rupaya.Features.Admin.UnbanUser;

internal sealed class UnbanUserEndpoint : IEndpoint
{
    public void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost(
                "/admin/users/{userId:guid}/unban",
                (Guid userId, Caller caller, UnbanUserHandler handler, CancellationToken cancellation) =>
                    handler.HandleAsync(userId, caller, cancellation).ToHttp()
            )
            .ForAdmins()
            .WithName("UnbanUser")
            .WithTags("Admin")
            .WithSummary("Lift a ban")
            .WithDescription("Does nothing when the user is not banned.")
            .Produces(StatusCodes.Status204NoContent)
            .Problems(401, 403, 404, 409, 429, 503);
}
