namespace Rupaya.Features.Auth.EndSession;

internal sealed class EndSessionEndpoint : IEndpoint
{
    public void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapDelete(
                "/auth/sessions/{sessionId:guid}",
                (Guid sessionId, Caller caller, EndSessionHandler handler, CancellationToken cancellation) =>
                    handler.HandleAsync(sessionId, caller, cancellation).ToHttp()
            )
            .WithName("EndSession")
            .WithTags("Auth")
            .WithSummary("End one of the caller's sessions")
            .WithDescription("Its tokens are dead at once. Ending the current one signs out.")
            .Produces(StatusCodes.Status204NoContent)
            .Problems(401, 404, 429, 503);
}
