using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Rupaya.Infrastructure.Http;

/// <summary>Echoes or makes the request id, and sets the headers that every response has.</summary>
internal sealed class HeadersMiddleware(RequestDelegate next, IOptions<WebOptions> options)
{
    private const string RequestId = "X-Request-Id";
    private const int MaxLength = 128;

    private readonly string _hsts = $"max-age={options.Value.HstsDays * 86_400}; includeSubDomains";

    public Task InvokeAsync(HttpContext context)
    {
        var sent = context.Request.Headers[RequestId].ToString();
        context.TraceIdentifier = IsUsable(sent) ? sent : Activity.Current?.TraceId.ToString() ?? Guid.CreateVersion7().ToString("N");
        // On starting, because the exception handler clears what was set before.
        context.Response.OnStarting(() => Set(context));
        return HttpMethods.IsTrace(context.Request.Method) || HttpMethods.IsConnect(context.Request.Method)
            ? new ProblemResult(ProblemExceptionHandler.OfStatus(405), 405).ExecuteAsync(context)
            : next(context);
    }

    private Task Set(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers[RequestId] = context.TraceIdentifier;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        // Off: the filter that it names could be turned against a page, and browsers have removed it. What it promised is the policy's work below.
        headers.XXSSProtection = "0";
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
        // RFC 6797 §7.2: never over plain HTTP.
        if (options.Value.HstsDays > 0 && context.Request.IsHttps)
        {
            headers.StrictTransportSecurity = _hsts;
        }
        headers.Append("Vary", "Authorization, X-Book-Id");
        return Task.CompletedTask;
    }

    private static bool IsUsable(string id) =>
        id.Length is > 0 and <= MaxLength && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or ':');
}
