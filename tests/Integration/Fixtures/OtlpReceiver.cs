using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Rupaya.Integration.Fixtures;

/// <summary>What a collector is to a client of OTLP over HTTP: takes everything and keeps the bytes.</summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly WebApplication _app = Loopback.App();
    private readonly ConcurrentQueue<(string Path, string? ContentType, string Body)> _requests = new();

    public string Address => _app.Urls.First();

    public static async Task<OtlpReceiver> StartAsync()
    {
        var receiver = new OtlpReceiver();
        receiver._app.Run(receiver.TakeAsync);
        await receiver._app.StartAsync();
        return receiver;
    }

    /// <summary>Content types and bodies that came to a path, the bytes as Latin-1: strings stand in protobuf as they are.</summary>
    public (string?[] ContentTypes, string Text) At(string path)
    {
        var requests = _requests.Where(r => r.Path == path).ToList();
        return ([.. requests.Select(r => r.ContentType).Distinct()], string.Concat(requests.Select(r => r.Body)));
    }

    /// <summary>The spans that have come.</summary>
    public List<OtlpSpan> Spans() =>
        [.. _requests.Where(r => r.Path == "/v1/traces").SelectMany(r => OtlpSpan.Read(Encoding.Latin1.GetBytes(r.Body)))];

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task TakeAsync(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        _requests.Enqueue((http.Request.Path, http.Request.ContentType, Encoding.Latin1.GetString(body.ToArray())));
        http.Response.ContentType = "application/x-protobuf";
    }
}
