using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Rupaya.Infrastructure.Base;
using Rupaya.Infrastructure.Http;
using Rupaya.Infrastructure.Identity;

namespace Rupaya.Infrastructure;

/// <summary>What is outside <c>/api/v1</c>: health and signing keys. Public, and never rate-limited.</summary>
public static class SystemRoutes
{
    /// <summary><c>/health/live</c>, <c>/health/ready</c> and <c>/metrics</c>, for every role.</summary>
    /// <param name="routes">The process's routes.</param>
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", () => Results.Json(new { status = "ok" })).ExcludeFromDescription();
        routes
            .MapGet(
                "/health/ready",
                async (Readiness readiness, CancellationToken cancellation) =>
                {
                    var report = await readiness.CheckAsync(cancellation);
                    var status = report.Status == "unavailable" ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK;
                    return Results.Json(report, Json.Options, statusCode: status);
                }
            )
            .ExcludeFromDescription();
    }

    internal static void MapSigningKeys(this IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/.well-known/jwks.json", async (AccessTokens tokens, CancellationToken c) => Results.Json(await tokens.JwksAsync(c)))
            .ExcludeFromDescription();
}
