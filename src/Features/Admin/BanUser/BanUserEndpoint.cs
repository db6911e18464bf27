using Rupaya.Infrastructure.Users;

namespace Rupaya.Features.Admin.BanUser;

internal sealed class BanUserEndpoint : IEndpoint
{
    public void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost(
                "/admin/users/{userId:guid}/ban",
                (Guid userId, Caller caller, BanUserHandler handler, CancellationToken cancellation) =>
                    handler.HandleAsync(userId, caller, cancellation).ToHttp()
            )
            .ForAdmins()
            .WithName("BanUser")
            .WithTags("Admin")
            .WithSummary("Ban a user")
            .WithDescription("Their sessions end at once and sign-in answers 403 account_banned. 409 own_account for the caller's own.")
            .Produces(StatusCodes.Status204NoContent)
            .Problems(401, 403, 404, 409, 429, 503);
}
