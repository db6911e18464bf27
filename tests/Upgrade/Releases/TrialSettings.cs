using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Rupaya.Support;

namespace Rupaya.Upgrade.Releases;

/// <summary>The settings that both releases run with.</summary>
internal static class TrialSettings
{
    public static async Task<Dictionary<string, string?>> OfAsync(TrialDatabase database, bool rabbitMq, string mails)
    {
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["ConnectionStrings:Postgres"] = database.App,
            ["ConnectionStrings:PostgresOwner"] = database.Owner,
            ["Database:ConnectTimeoutSeconds"] = "15",
            ["Security:MasterKey"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
            ["Security:TokenSecret"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
            ["RateLimits:Enabled"] = "false",
            // The journey has administrators without codes, and goes on longer than a sign-in counts as a step-up.
            ["Security:AdminsNeedMfa"] = "false",
            ["Security:StepUpMinutes"] = "1440",
            ["Mail:Directory"] = mails,
            ["Webhooks:AllowHttp"] = "true",
            ["Webhooks:AllowedNetworks:0"] = "127.0.0.0/8",
            ["Webhooks:RetryMs"] = "200",
            ["Messaging:Transport"] = rabbitMq ? "RabbitMq" : "InProcess",
            ["Cache:Provider"] = "Memory",
        };
        if (rabbitMq)
        {
            settings["ConnectionStrings:RabbitMq"] = await Servers.NewVirtualHostAsync();
            settings["ConnectionStrings:RabbitMqManagement"] = Servers.RabbitMqManagement;
        }
        return settings;
    }

    /// <summary>Messages in the dead-letter queues of the trial's virtual host.</summary>
    public static async Task<long> DeadLettersAsync(IReadOnlyDictionary<string, string?> settings)
    {
        using var http = Servers.Management();
        var host = new Uri(settings["ConnectionStrings:RabbitMq"]!).AbsolutePath.Trim('/');
        var queues = await http.GetFromJsonAsync<JsonElement>($"api/queues/{host}?disable_stats=true&enable_queue_totals=true");
        return queues
            .EnumerateArray()
            .Where(q => q.GetProperty("name").GetString()!.EndsWith(".dead", StringComparison.Ordinal))
            .Sum(q => q.TryGetProperty("messages", out var n) ? n.GetInt64() : 0);
    }
}
