using System.IO.Compression;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Rupaya.Infrastructure.Http;

/// <summary>br and gzip for what is read, is larger than 1 KiB and holds no secret (docs/security.md, BREACH).</summary>
internal static class Compression
{
    private static readonly string[] Types =
    [
        "application/json",
        "application/atom+xml",
        "application/javascript",
        "text/css",
        "text/csv",
        "text/html",
        "text/javascript",
    ];

    public static void AddCompression(this IServiceCollection services)
    {
        services.AddResponseCompression(options =>
        {
            options.EnableForHttps = true;
            options.MimeTypes = Types;
        });
        // The level that costs least: a list is sent once.
        services.Configure<BrotliCompressionProviderOptions>(options => options.Level = CompressionLevel.Fastest);
        services.Configure<GzipCompressionProviderOptions>(options => options.Level = CompressionLevel.Fastest);
        services.AddSingleton<IResponseCompressionProvider, WithoutSecrets>();
    }

    /// <summary>
    /// Tokens, codes and the secrets of webhooks are answered by writes, below /auth and below /user: none of that is compressed, nor what sets a cookie. What
    /// has no length is a file that is streamed, and long.
    /// </summary>
    private sealed class WithoutSecrets(IServiceProvider services, IOptions<ResponseCompressionOptions> options)
        : ResponseCompressionProvider(services, options)
    {
        private const int Least = 1024;
        private static readonly string[] Secretive = ["/api/v1/auth", "/api/v1/user"];

        public override bool ShouldCompressResponse(HttpContext context) =>
            HttpMethods.IsGet(context.Request.Method)
            && !Array.Exists(Secretive, area => context.Request.Path.StartsWithSegments(area, StringComparison.OrdinalIgnoreCase))
            && context.Response.Headers.SetCookie.Count == 0
            && (context.Response.ContentLength is null or > Least)
            && base.ShouldCompressResponse(context);
    }
}
