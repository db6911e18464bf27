using Rupaya.Infrastructure.Security;

namespace Rupaya.Features.Auth.Refresh;

internal sealed record RefreshRequest(string? RefreshToken);

internal sealed class RefreshEndpoint : IEndpoint
{
    public void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost(
                "/auth/refresh",
                (RefreshRequest request, RefreshHandler handler, ClientAddress address, CancellationToken cancellation) =>
                    handler.HandleAsync(request, address.Ip, cancellation).ToHttp()
            )
            .AllowAnonymous()
            .LimitedAs(RatePolicy.Public)
            .WithName("Refresh")
            .WithTags("Auth")
            .WithSummary("Exchange a refresh token for its successor and a new access token")
            .WithDescription(
                "Each refresh token works once; the directly preceding one gets the same successor again for 10 seconds, for a lost response. "
                    + "An older one ends the session: 401 token_reused. Otherwise 401 invalid_token."
            )
            .Produces<SessionTokens>()
            .Problems(400, 401, 429, 503);
}
