using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http;
using Rupaya.Infrastructure.Base;

namespace Rupaya.Infrastructure.Http;

/// <summary>
/// Server-sent events (WHATWG HTML, 9.2): each item with its id, name and JSON. A comment goes out when nothing else did for a while, so that
/// proxies keep the connection and a client that is gone is noticed.
/// </summary>
public sealed class EventStream<T>(ChannelReader<T> items, string name, Func<T, string> id, Func<T, object> data, IDisposable subscription)
    : IResult
{
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    // The client comes again with Last-Event-ID and a token of the day.
    private static readonly TimeSpan AtMost = TimeSpan.FromMinutes(30);

    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        using var _ = subscription;
        using var over = CancellationTokenSource.CreateLinkedTokenSource(httpContext.RequestAborted);
        over.CancelAfter(AtMost);
        var response = httpContext.Response;
        response.ContentType = "text/event-stream; charset=utf-8";
        response.Headers.CacheControl = "no-store";
        response.Headers["X-Accel-Buffering"] = "no";
        try
        {
            await response.WriteAsync("retry: 2000\n\n", over.Token);
            await response.Body.FlushAsync(over.Token);
            while (await NextAsync(over.Token) is var more && more != false)
            {
                await WriteAsync(response, over.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The client left, or the time is over.
        }
    }

    /// <summary>True when there is something, false when the stream is over, null when it is time for a sign of life.</summary>
    private async Task<bool?> NextAsync(CancellationToken cancellation)
    {
        try
        {
            return await items.WaitToReadAsync(cancellation).AsTask().WaitAsync(Heartbeat, cancellation);
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    private async Task WriteAsync(HttpResponse response, CancellationToken cancellation)
    {
        var any = false;
        while (items.TryRead(out var item))
        {
            any = true;
            var json = JsonSerializer.Serialize(data(item), Json.Options);
            await response.WriteAsync($"id: {id(item)}\nevent: {name}\ndata: {json}\n\n", cancellation);
        }
        if (!any)
        {
            await response.WriteAsync(":\n\n", cancellation);
        }
        await response.Body.FlushAsync(cancellation);
    }
}
