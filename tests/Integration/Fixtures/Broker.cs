using System.Net.Http.Json;
using System.Text.Json;

namespace Rupaya.Integration.Fixtures;

/// <summary>What a test sees of and does to a virtual host through RabbitMQ's management API.</summary>
internal static class Broker
{
    public static async Task<List<JsonElement>> QueuesAsync(Dictionary<string, string?> settings)
    {
        using var http = Servers.Management();
        var queues = await http.GetFromJsonAsync<JsonElement>(
            $"api/queues/{VirtualHost(settings)}?disable_stats=true&enable_queue_totals=true"
        );
        return [.. queues.EnumerateArray().Where(q => q.GetProperty("name").GetString()!.StartsWith("rupaya.", StringComparison.Ordinal))];
    }

    public static async Task<bool> IsEmptyAsync(Dictionary<string, string?> settings) =>
        (await QueuesAsync(settings)).All(q => q.TryGetProperty("messages", out var n) && n.GetInt32() == 0);

    /// <summary>-1 while the queue or its count is not known.</summary>
    public static async Task<long> DepthAsync(Dictionary<string, string?> settings, string queue) =>
        (await QueuesAsync(settings))
            .Where(q => q.GetProperty("name").GetString() == queue)
            .Select(q => q.TryGetProperty("messages", out var n) ? n.GetInt64() : -1)
            .FirstOrDefault(-1);

    /// <summary>Publishes to the exchange of that name; there is one for each queue.</summary>
    public static async Task PublishAsync(
        Dictionary<string, string?> settings,
        string exchange,
        string payload,
        params (string Name, string Value)[] headers
    )
    {
        using var http = Servers.Management();
        var message = new
        {
            properties = new
            {
                content_type = "application/vnd.masstransit+json",
                delivery_mode = 2,
                headers = headers.ToDictionary(h => h.Name, h => h.Value, StringComparer.Ordinal),
            },
            routing_key = "",
            payload,
            payload_encoding = "string",
        };
        (await http.PostAsJsonAsync($"api/exchanges/{VirtualHost(settings)}/{exchange}/publish", message)).EnsureSuccessStatusCode();
    }

    /// <summary>Takes messages out of a queue, in their order.</summary>
    public static async Task<List<JsonElement>> TakeAsync(Dictionary<string, string?> settings, string queue, int count)
    {
        using var http = Servers.Management();
        var want = new
        {
            count,
            ackmode = "ack_requeue_false",
            encoding = "auto",
        };
        var response = await http.PostAsJsonAsync($"api/queues/{VirtualHost(settings)}/{queue}/get", want);
        return [.. (await response.Content.ReadFromJsonAsync<JsonElement>()).EnumerateArray()];
    }

    /// <summary>Declares a queue as no build would, so that declaring it rightly fails.</summary>
    public static async Task DeclareWronglyAsync(Dictionary<string, string?> settings, string queue)
    {
        using var http = Servers.Management();
        (await http.PutAsJsonAsync($"api/queues/{VirtualHost(settings)}/{queue}", new { durable = true })).EnsureSuccessStatusCode();
    }

    public static async Task DeleteAsync(Dictionary<string, string?> settings, string queue)
    {
        using var http = Servers.Management();
        (await http.DeleteAsync($"api/queues/{VirtualHost(settings)}/{queue}")).EnsureSuccessStatusCode();
    }

    private static string VirtualHost(Dictionary<string, string?> settings) =>
        new Uri(settings["ConnectionStrings:RabbitMq"]!).AbsolutePath.Trim('/');
}
