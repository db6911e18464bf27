namespace Rupaya.Features.Auth.Signout;

internal sealed class SignoutEndpoint : IEndpoint
{
    public void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost(
                "/auth/signout",
                (Caller caller, SignoutHandler handler, CancellationToken cancellation) =>
                    handler.HandleAsync(caller, cancellation).ToHttp()
            )
            .WithName("Signout")
            .WithTags("Auth")
            .WithSummary("End this session")
            .WithDescription("Access and refresh token are dead at once.")
            .Produces(StatusCodes.Status204NoContent)
            .Problems(401, 429, 503);
}
