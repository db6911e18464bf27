using System.Collections.Concurrent;
using System.Net;
using System.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Rupaya.Integration.Fixtures;

/// <summary>What an object store is to somebody who adds and lists: over TLS, and it can be away. The drill asks a whole one.</summary>
internal sealed class ObjectStore : IAsyncDisposable
{
    private readonly Certificates _authority = new();
    private readonly WebApplication _app;

    private ObjectStore()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(_authority.For("localhost")))
        );
        _app = builder.Build();
        _app.Run(AnswerAsync);
    }

    /// <summary>By path, bucket first.</summary>
    public ConcurrentDictionary<string, string> Objects { get; } = new(StringComparer.Ordinal);

    /// <summary>True while it answers that it is overloaded.</summary>
    public bool IsAway { get; set; }

    public Dictionary<string, string?> Settings =>
        new(StringComparer.Ordinal)
        {
            ["Backup:ErasureBucket"] = "list",
            ["Backup:S3Endpoint"] = "localhost",
            ["Backup:S3Port"] = new Uri(_app.Urls.First()).Port.ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["Backup:S3UriStyle"] = "path",
            ["Backup:S3CaFile"] = _authority.RootFile,
            ["Backup:S3Key"] = "key",
            ["Backup:S3KeySecret"] = "secret",
        };

    public static async Task<ObjectStore> StartAsync()
    {
        var store = new ObjectStore();
        await store._app.StartAsync();
        return store;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _authority.Dispose();
    }

    private async Task AnswerAsync(HttpContext http)
    {
        if (IsAway)
        {
            http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        }
        else if (HttpMethods.IsPut(http.Request.Method))
        {
            http.Request.Headers["x-amz-checksum-sha256"].ToString().ShouldNotBeEmpty();
            using var body = new StreamReader(http.Request.Body);
            Objects[http.Request.Path.Value!.TrimStart('/')] = await body.ReadToEndAsync();
        }
        else
        {
            http.Response.ContentType = "application/xml";
            await http.Response.WriteAsync(List(http.Request.Path.Value!.Trim('/'), http.Request.Query));
        }
    }

    // One object a page, so that who reads must ask for more.
    private string List(string bucket, IQueryCollection query)
    {
        var after = query["continuation-token"].FirstOrDefault() ?? query["start-after"].FirstOrDefault() ?? "";
        var keys = Objects
            .Keys.Where(k => k.StartsWith($"{bucket}/{query["prefix"]}", StringComparison.Ordinal))
            .Select(k => k[(bucket.Length + 1)..])
            .Where(k => string.CompareOrdinal(k, after) > 0)
            .Order(StringComparer.Ordinal)
            .ToList();
        var page = keys.Take(1).Select(k => $"<Contents><Key>{SecurityElement.Escape(k)}</Key><Size>1</Size></Contents>");
        var next = keys.Count > 1 ? $"<NextContinuationToken>{SecurityElement.Escape(keys[0])}</NextContinuationToken>" : "";
        return $"<ListBucketResult><IsTruncated>{(keys.Count > 1 ? "true" : "false")}</IsTruncated>{string.Concat(page)}{next}</ListBucketResult>";
    }
}
