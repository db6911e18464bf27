using System.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace Rupaya.Infrastructure.Web;

/// <summary>Echoes or makes the request id, and sets the headers that every response has.</summary>
internal sealed class HeadersMiddleware(RequestDelegate next)
{
    private const string RequestId = "X-Request-Id";
    private const int MaxLength = 128;

    public Task InvokeAsync(HttpContext context)
    {
        var sent = context.Request.Headers[RequestId].ToString();
        context.TraceIdentifier = IsUsable(sent) ? sent : Activity.Current?.TraceId.ToString() ?? Guid.CreateVersion7().ToString("N");
        // On starting, because the exception handler clears what was set before.
        context.Response.OnStarting(static state => Set((HttpContext)state), context);
        return next(context);
    }

    private static Task Set(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers[RequestId] = context.TraceIdentifier;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Permissions-Policy"] = "geolocation=(), microphone=(), camera=(), payment=()";
        if (headers.ContentSecurityPolicy.Count == 0)
        {
            headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'";
        }
        if (headers.CacheControl.Count == 0)
        {
            headers.CacheControl = "no-store";
        }
        headers.Vary = "Authorization, X-Book-Id";
        return Task.CompletedTask;
    }

    private static bool IsUsable(string id) =>
        id.Length is > 0 and <= MaxLength && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or ':');
}
