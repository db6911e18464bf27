using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Rupaya.Domain.Webhooks;

namespace Rupaya.Integration.Fixtures;

/// <summary>A request that a webhook received.</summary>
/// <param name="Headers">All of it, by name.</param>
internal sealed record HookRequest(string Signature, string Delivery, string Body, DateTimeOffset At, HeaderDictionary Headers)
{
    public JsonElement Json => JsonElement.Parse(Body);

    public void ShouldBeSignedWith(string secret)
    {
        var at = DateTimeOffset.FromUnixTimeSeconds(
            long.Parse(Signature.Split(',')[0][2..], System.Globalization.CultureInfo.InvariantCulture)
        );
        Signature.ShouldBe(WebhookSignature.Of(secret, at, Body));
    }
}

/// <summary>A real receiver of webhooks on loopback.</summary>
internal sealed class HookReceiver : IAsyncDisposable
{
    private readonly WebApplication _app = Loopback.App();
    private readonly ConcurrentQueue<HookRequest> _requests = new();

    private HookReceiver() => _app.MapPost("/{**path}", ReceiveAsync);

    /// <summary>Settings under which the product may reach it, and does not wait long.</summary>
    public static Dictionary<string, string?> Settings =>
        new(StringComparer.Ordinal)
        {
            ["Webhooks:AllowHttp"] = "true",
            ["Webhooks:AllowedNetworks:0"] = "127.0.0.0/8",
            ["Webhooks:RetryMs"] = "100",
            ["Webhooks:TimeoutSeconds"] = "2",
        };

    public string Url => _app.Urls.First();

    public IReadOnlyList<HookRequest> Requests => [.. _requests];

    /// <summary>What it answers, by how many it has had.</summary>
    public Func<int, int> Answer { get; set; } = _ => StatusCodes.Status204NoContent;

    /// <summary>What it says beside that.</summary>
    public string? Text { get; set; }

    /// <summary>How long it takes to answer.</summary>
    public TimeSpan Delay { get; set; }

    public static async Task<HookReceiver> StartAsync()
    {
        var receiver = new HookReceiver();
        await receiver._app.StartAsync();
        return receiver;
    }

    public Task<IReadOnlyList<HookRequest>> WaitAsync(int count) => Wait.ForAsync(() => Task.FromResult(Requests), r => r.Count >= count);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task<IResult> ReceiveAsync(HttpRequest request)
    {
        using var reader = new StreamReader(request.Body);
        var body = await reader.ReadToEndAsync();
        _requests.Enqueue(
            new HookRequest(
                request.Headers["Rupaya-Signature"].ToString(),
                request.Headers["Rupaya-Delivery"].ToString(),
                body,
                TimeProvider.System.GetUtcNow(),
                new HeaderDictionary(request.Headers.ToDictionary(h => h.Key, h => h.Value, StringComparer.OrdinalIgnoreCase))
            )
        );
        await Task.Delay(Delay);
        var status = Answer(_requests.Count);
        return status is 302 ? Results.Redirect("http://169.254.169.254/latest/")
            : Text is null ? Results.StatusCode(status)
            : Results.Text(Text, statusCode: status);
    }
}

/// <summary>The embedded product with a receiver of webhooks; shared by the tests of a class.</summary>
public sealed class HookedProduct : IAsyncLifetime
{
    internal Mailbox Mail { get; } = new();
    internal TestDatabase Database { get; private set; } = null!;
    internal TestHost Host { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Database = await TestDatabase.CreateAsync();
        Host = await TestHost.StartAsync("all", Database.App, Mail.Settings.And(HookReceiver.Settings));
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await Database.DisposeAsync();
        Mail.Dispose();
    }

    /// <summary>Somebody with an account and a webhook for everything.</summary>
    internal async Task<(Client Client, Guid Account, Guid Webhook)> HookedAsync(string url, params string[] events)
    {
        var client = await Host.Client().SignUpAsync();
        var account = await client.OpenAccountAsync(opening: 10_000);
        string[] wanted = events.Length > 0 ? events : ["transaction.created", "transaction.updated", "transaction.deleted"];
        var hook = (
            await client.PostAsync(
                "webhooks",
                new
                {
                    url,
                    events = wanted,
                    secret = Secret,
                }
            )
        ).Ok();
        return (client, account, hook.GetProperty("webhookId").GetGuid());
    }

    internal const string Secret = "a secret of sixteen";
}
