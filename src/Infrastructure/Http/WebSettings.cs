using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Rupaya.Infrastructure.Base;
using Rupaya.Infrastructure.Http.RateLimits;

namespace Rupaya.Infrastructure.Http;

/// <summary>How the API faces the network. Bound from <c>Web</c>.</summary>
internal sealed record WebOptions
{
    /// <summary>Browser origins that may call the API (CORS), such as <c>https://app.example</c>; none by default.</summary>
    public string[] Origins { get; init; } = [];

    /// <summary>Proxies (addresses or networks) whose <c>X-Forwarded-For</c> and <c>X-Forwarded-Proto</c> are believed; none by default.</summary>
    public string[] TrustedProxies { get; init; } = [];

    /// <summary>Redirects plain HTTP to this HTTPS port; 0 is off. Health stays reachable.</summary>
    public int HttpsPort { get; init; }

    /// <summary>Days in <c>Strict-Transport-Security</c>, sent over HTTPS; 0 is off.</summary>
    public int HstsDays { get; init; } = 365;

    /// <summary>Largest JSON body, in bytes.</summary>
    public long MaxJsonBytes { get; init; } = 1024 * 1024;

    /// <summary>Null when valid, else what to mend.</summary>
    internal string? Problem() =>
        !TrustedProxies.All(p => Networks.Parse(p) is not null) ? "Web:TrustedProxies must be addresses or networks such as 10.0.0.0/8."
        : !Origins.All(o => Uri.TryCreate(o, UriKind.Absolute, out var uri) && o == uri.GetLeftPart(UriPartial.Authority))
            ? "Web:Origins must be origins such as https://app.example, without path and not *."
        : Span.Problem(
            new("Web:HttpsPort", HttpsPort, 0, 65_535),
            new("Web:HstsDays", HstsDays, 0, 36_500),
            new("Web:MaxJsonBytes", MaxJsonBytes, 1, 1_073_741_824)
        );
}

/// <summary>Forwarded headers, HTTPS and CORS by settings.</summary>
internal static class WebSettings
{
    public static void AddWebSettings(this IServiceCollection services)
    {
        services.AddCors();
        services
            .AddOptions<ForwardedHeadersOptions>()
            .Configure<IOptions<WebOptions>>(
                (forwarded, web) =>
                {
                    forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
                    forwarded.ForwardLimit = null;
                    // The framework trusts loopback by itself; here only what is configured counts.
                    forwarded.KnownProxies.Clear();
                    forwarded.KnownIPNetworks.Clear();
                    foreach (var network in web.Value.TrustedProxies.Select(Networks.Parse).OfType<System.Net.IPNetwork>())
                    {
                        forwarded.KnownIPNetworks.Add(network);
                    }
                }
            );
    }

    public static void UseWebSettings(this WebApplication app)
    {
        var options = app.Services.GetRequiredService<IOptions<WebOptions>>().Value;
        if (options.TrustedProxies.Length > 0)
        {
            app.UseForwardedHeaders();
        }
        if (options.HttpsPort > 0)
        {
            app.Use((context, next) => context.Request.IsHttps || !IsApi(context) ? next(context) : Redirect(context, options.HttpsPort));
        }
        if (options.Origins.Length > 0)
        {
            // With credentials where a cookie is set or read, and nowhere else.
            app.UseWhen(SetsCookies, auth => auth.UseCors(policy => Allow(policy, options.Origins).AllowCredentials()));
            app.UseWhen(context => !SetsCookies(context), rest => rest.UseCors(policy => Allow(policy, options.Origins)));
        }
    }

    private static CorsPolicyBuilder Allow(CorsPolicyBuilder policy, string[] origins) =>
        policy
            .WithOrigins(origins)
            .AllowAnyMethod()
            .WithHeaders(
                "Authorization",
                "Content-Type",
                "Idempotency-Key",
                "If-Match",
                "If-None-Match",
                "Last-Event-ID",
                "Prefer",
                "X-Book-Id",
                "X-Request-Id",
                OwnPagesMiddleware.Header
            )
            .WithExposedHeaders(
                "ETag",
                "Link",
                "Location",
                "Preference-Applied",
                "Rupaya-Ignored",
                "Rupaya-Seq",
                "Rupaya-Unread-Count",
                "Deprecation",
                "Sunset",
                "Retry-After",
                "RateLimit",
                "RateLimit-Policy",
                "Idempotency-Replayed",
                "X-Request-Id"
            )
            .SetPreflightMaxAge(TimeSpan.FromHours(1));

    private static bool SetsCookies(HttpContext context) =>
        context.Request.Path.StartsWithSegments("/api/v1/auth", StringComparison.Ordinal);

    private static bool IsApi(HttpContext context) => !SystemPaths.IsHealth(context.Request.Path);

    private static Task Redirect(HttpContext context, int port)
    {
        var host = new HostString(context.Request.Host.Host, port);
        var target = Microsoft.AspNetCore.Http.Extensions.UriHelper.BuildAbsolute(
            "https",
            port == 443 ? new HostString(host.Host) : host,
            context.Request.PathBase,
            context.Request.Path,
            context.Request.QueryString
        );
        context.Response.StatusCode = StatusCodes.Status308PermanentRedirect;
        context.Response.Headers.Location = target;
        return Task.CompletedTask;
    }
}
