using Microsoft.AspNetCore.Http;

namespace Rupaya.Infrastructure.Http;

/// <summary>Marks a HEAD request that is served as the GET it asks about.</summary>
internal sealed record HeadRequest;

/// <summary>Serves HEAD wherever GET is (RFC 9110, 9.3.2): the same work and headers, but for files and streams
/// (<see cref="FileMetadata"/>). The server leaves the body out.</summary>
internal sealed class HeadMiddleware(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (HttpMethods.IsHead(context.Request.Method))
        {
            context.Features.Set(new HeadRequest());
            context.Request.Method = HttpMethods.Get;
        }
        return next(context);
    }
}
