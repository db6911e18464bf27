using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace Rupaya.Infrastructure.Http.Document;

/// <summary>The document as it is served: made at the first request, without white space, and tagged, since it only changes with the build.</summary>
internal sealed class DocumentFile([FromKeyedServices(ApiDocument.Name)] IOpenApiDocumentProvider documents)
{
    private readonly Lock _gate = new();
    private Task<(byte[] Body, string ETag)>? _made;

    public async Task ServeAsync(HttpContext context)
    {
        var (body, etag) = await MadeAsync();
        context.Response.Headers.ETag = etag;
        if (ETags.Matches(context.Request, etag))
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }
        context.Response.ContentType = "application/json;charset=utf-8";
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }

    /// <summary>One that failed is made again.</summary>
    private Task<(byte[] Body, string ETag)> MadeAsync()
    {
        lock (_gate)
        {
            return _made is null or { IsFaulted: true } ? _made = MakeAsync() : _made;
        }
    }

    private async Task<(byte[] Body, string ETag)> MakeAsync()
    {
        // It is everybody's: a client that leaves does not take it from the others.
        var document = await documents.GetOpenApiDocumentAsync(CancellationToken.None);
        await using var text = new StringWriter(CultureInfo.InvariantCulture);
        document.SerializeAs(OpenApiSpecVersion.OpenApi3_1, new OpenApiJsonWriter(text, new OpenApiJsonWriterSettings { Terse = true }));
        var body = Encoding.UTF8.GetBytes(text.ToString());
        return (body, $"\"{Base64Url.EncodeToString(SHA256.HashData(body).AsSpan(0, 18))}\"");
    }
}
