namespace Rupaya.Domain.Webhooks;

/// <summary>When a delivery that failed is tried again, and when its receiver is left alone.</summary>
public static class WebhookPacing
{
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    /// <summary>The pause after a delivery's n-th attempt: the first, three times as long after each further one, at most an hour.</summary>
    public static TimeSpan Backoff(TimeSpan first, int attempts) => Min(first * Math.Pow(3, Math.Min(attempts - 1, 20)), Longest);

    /// <summary>
    /// How long a receiver that failed n times in a row gets nothing at all, so that what waits for one that is down costs the others no
    /// place in the queue.
    /// </summary>
    public static TimeSpan Pause(TimeSpan first, int failures) => Min(first * Math.Pow(2, Math.Min(failures - 1, 20)), LongestPause);

    /// <summary>How long a receiver may take nothing before it is turned off.</summary>
    public static readonly TimeSpan OffAfter = TimeSpan.FromDays(3);

    /// <summary>How long the secret before the present one signs as well.</summary>
    public static readonly TimeSpan Overlap = TimeSpan.FromHours(24);

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;
}
