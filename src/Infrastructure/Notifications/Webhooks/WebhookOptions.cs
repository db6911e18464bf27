using System.Net;

namespace Rupaya.Infrastructure.Notifications.Webhooks;

/// <summary>Where webhooks may go, and how patiently. Bound from <c>Webhooks</c>.</summary>
public sealed record WebhookOptions
{
    /// <summary>Networks (CIDR) that may be reached although they are not public: receivers in one's own house.</summary>
    internal string[] AllowedNetworks { get; init; } = [];

    /// <summary>True lets a webhook be plain http.</summary>
    internal bool AllowHttp { get; init; }

    /// <summary>Seconds until an answer must be there.</summary>
    public int TimeoutSeconds { get; init; } = 10;

    /// <summary>Milliseconds before the second attempt; three times as long after each further one, up to an hour.</summary>
    public int RetryMs { get; init; } = 5000;

    /// <summary>Webhooks of one book.</summary>
    public int MaxPerBook { get; init; } = 10;

    /// <summary>Requests under way at once in one process.</summary>
    public int Concurrency { get; init; } = 16;

    /// <summary>Null when valid, else what to mend.</summary>
    internal string? Problem() =>
        AllowedNetworks.FirstOrDefault(n => !IPNetwork.TryParse(n, out _)) is { } wrong
            ? $"Webhooks:AllowedNetworks has {wrong}, which is no network."
        : TimeoutSeconds is < 1 or > 60 ? "Webhooks:TimeoutSeconds must be 1 to 60."
        : RetryMs < 1 || Concurrency < 1 || MaxPerBook < 0 ? "Webhooks:RetryMs and Concurrency must be at least 1, MaxPerBook at least 0."
        : null;
}
