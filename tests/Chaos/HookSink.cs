using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Rupaya.Domain.Webhooks;

namespace Rupaya.Chaos;

/// <summary>
/// A receiver of webhooks that checks each signature, refuses one request in fifty, and counts what it took: by delivery, and by what it is about.
/// </summary>
internal sealed class HookSink : IAsyncDisposable
{
    public const string Secret = "a secret of sixteen or more";

    private readonly WebApplication _app = Loopback.App();
    private int _seen;
    private int _wrong;

    private HookSink() => _app.MapPost("/", ReceiveAsync);

    public string Url => _app.Urls.First();

    /// <summary>How often each delivery was taken.</summary>
    public ConcurrentDictionary<Guid, int> Deliveries { get; } = new();

    /// <summary>The deliveries about one change of one book.</summary>
    public ConcurrentDictionary<(Guid Book, long Seq), ConcurrentDictionary<Guid, bool>> Changes { get; } = new();

    /// <summary>Requests whose signature was not right.</summary>
    public int Wrong => _wrong;

    public static async Task<HookSink> StartAsync()
    {
        var sink = new HookSink();
        await sink._app.StartAsync();
        return sink;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task<IResult> ReceiveAsync(HttpRequest request)
    {
        using var reader = new StreamReader(request.Body);
        var body = await reader.ReadToEndAsync();
        var sent = request.Headers[WebhookSignature.Header].ToString();
        var at = DateTimeOffset.FromUnixTimeSeconds(long.Parse(sent.Split(',')[0][2..]));
        if (WebhookSignature.Of(Secret, at, body) != sent)
        {
            Interlocked.Increment(ref _wrong);
            return Results.BadRequest();
        }
        if (Interlocked.Increment(ref _seen) % 50 == 0)
        {
            return Results.StatusCode(StatusCodes.Status500InternalServerError);
        }
        var json = JsonElement.Parse(body);
        var delivery = json.GetProperty("deliveryId").GetGuid();
        Deliveries.AddOrUpdate(delivery, 1, static (_, n) => n + 1);
        if (json.GetProperty("event").GetString()!.StartsWith("transaction.", StringComparison.Ordinal))
        {
            var change = (json.GetProperty("bookId").GetGuid(), json.GetProperty("seq").GetInt64());
            Changes.GetOrAdd(change, static _ => new ConcurrentDictionary<Guid, bool>())[delivery] = true;
        }
        return Results.NoContent();
    }
}
