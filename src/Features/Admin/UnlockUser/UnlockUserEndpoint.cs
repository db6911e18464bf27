using Rupaya.Infrastructure.Users;

namespace Rupaya.Features.Admin.UnlockUser;

internal sealed class UnlockUserEndpoint : IEndpoint
{
    public void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost(
                "/admin/users/{userId:guid}/unlock",
                (Guid userId, Caller caller, UnlockUserHandler handler, CancellationToken cancellation) =>
                    handler.HandleAsync(userId, caller, cancellation).ToHttp()
            )
            .ForAdmins()
            .WithName("UnlockUser")
            .WithTags("Admin")
            .WithSummary("Lift the lock after wrong passwords")
            .WithDescription("Forgets all failed sign-ins of the account.")
            .Produces(StatusCodes.Status204NoContent)
            .Problems(401, 403, 404, 409, 429, 503);
}
