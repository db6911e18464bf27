using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Rupaya.Infrastructure.Base;
using Rupaya.Infrastructure.Http;
using Rupaya.Infrastructure.Identity;

namespace Rupaya.Infrastructure;

/// <summary>What is no operation of the API: health and signing keys. Public, and never rate-limited.</summary>
public static class SystemRoutes
{
    /// <summary><c>/health/live</c>, and <c>/health/ready</c> with its other names, for every role.</summary>
    /// <param name="routes">The process's routes.</param>
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", () => Results.Json(new { status = "ok" })).ExcludeFromDescription();
        // One answer under each of the names that people and balancers look for.
        foreach (var path in (string[])["/health/ready", "/health", SystemPaths.ApiHealth])
        {
            routes.MapGet(path, AnswerAsync).ExcludeFromDescription();
        }
    }

    private static async Task<IResult> AnswerAsync(Readiness readiness, CancellationToken cancellation)
    {
        var report = await readiness.CheckAsync(cancellation);
        var status = report.Status == "unavailable" ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK;
        return Results.Json(report, Json.Options, statusCode: status);
    }

    internal static void MapSigningKeys(this IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/.well-known/jwks.json", async (AccessTokens tokens, CancellationToken c) => Results.Json(await tokens.JwksAsync(c)))
            .ExcludeFromDescription();
}
