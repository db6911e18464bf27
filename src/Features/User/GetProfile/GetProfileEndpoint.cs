using Rupaya.Infrastructure.Users;

namespace Rupaya.Features.User.GetProfile;

internal sealed class GetProfileEndpoint : IEndpoint
{
    public void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet(
                "/user/profile",
                (Caller caller, GetProfileHandler handler, CancellationToken cancellation) =>
                    handler.HandleAsync(caller, cancellation).ToHttp()
            )
            .WithName("GetProfile")
            .WithTags("User")
            .WithSummary("The signed-in user")
            .Produces<UserView>()
            .Problems(401, 503);
}
