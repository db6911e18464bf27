using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Rupaya.Infrastructure.Platform.Logs;

/// <summary>What a request is called where people read it: never by what the client wrote.</summary>
internal static class RequestNames
{
    /// <summary>The route's template; null for a path that no route has, which could be anything.</summary>
    public static string? Endpoint(HttpContext context) =>
        (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText is { } template ? $"/{template.TrimStart('/')}" : null;

    /// <summary>One of HTTP's own methods; a client may send any word.</summary>
    public static string Method(HttpContext context) =>
        context.Request.Method is "GET" or "HEAD" or "POST" or "PUT" or "PATCH" or "DELETE" or "OPTIONS" or "TRACE" or "CONNECT"
            ? context.Request.Method
            : "other";
}
