using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace Rupaya.Infrastructure.Identity.Passkeys;

/// <summary>
/// Where browsers and phones look whether a page or an app may use the domain's passkeys. Public, never rate-limited, and outside the API. The two
/// for apps are 404 until an app is named in the settings.
/// </summary>
internal static class PasskeyRoutes
{
    public static void MapPasskeyRoutes(this IEndpointRouteBuilder routes)
    {
        routes
            .MapGet("/.well-known/webauthn", (IOptions<PasskeyOptions> options) => Results.Json(new { origins = options.Value.WebOrigins }))
            .ExcludeFromDescription();
        routes
            .MapGet("/.well-known/assetlinks.json", (IOptions<PasskeyOptions> options) => Android(options.Value))
            .ExcludeFromDescription();
        routes
            .MapGet("/.well-known/apple-app-site-association", (IOptions<PasskeyOptions> options) => Apple(options.Value))
            .ExcludeFromDescription();
    }

    private static IResult Android(PasskeyOptions options)
    {
        if (options.AndroidPackage.Length == 0)
        {
            return Results.NotFound();
        }
        var statement = new
        {
            relation = new[] { "delegate_permission/common.handle_all_urls", "delegate_permission/common.get_login_creds" },
            target = new
            {
                @namespace = "android_app",
                package_name = options.AndroidPackage,
                sha256_cert_fingerprints = options.AndroidFingerprints,
            },
        };
        return Results.Json(new[] { statement });
    }

    private static IResult Apple(PasskeyOptions options) =>
        options.AppleApps.Length == 0 ? Results.NotFound() : Results.Json(new { webcredentials = new { apps = options.AppleApps } });
}
