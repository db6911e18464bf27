namespace Rupaya.Infrastructure.Http.RateLimits;

/// <summary>A limit as it applies to one caller.</summary>
/// <param name="Policy">Name shown in <c>RateLimit-Policy</c>.</param>
/// <param name="Key">Policy and caller.</param>
/// <param name="Limit">Requests per window.</param>
/// <param name="Seconds">Length of the window.</param>
internal sealed record RateWindow(string Policy, string Key, int Limit, int Seconds);

/// <summary>What is known of a window after a request was counted or refused.</summary>
/// <param name="Current">Requests in the running fixed window.</param>
/// <param name="Previous">Requests in the one before.</param>
/// <param name="Elapsed">Part of the running window that is over, 0 to 1.</param>
internal readonly record struct RateCount(long Current, long Previous, double Elapsed)
{
    /// <summary>
    /// The sliding-window estimate: the previous window counts as far as it still reaches into the last <c>Seconds</c>. Unlike a fixed window it
    /// never lets twice the limit through around a boundary.
    /// </summary>
    public double Used => (Previous * (1 - Elapsed)) + Current;

    public bool HasRoom(int limit) => Used + 1 <= limit;

    public int Remaining(int limit) => (int)Math.Max(0, Math.Floor(limit - Used));

    /// <summary>Seconds until the running window ends.</summary>
    public int ResetSeconds(int seconds) => (int)Math.Ceiling(seconds * (1 - Elapsed));

    /// <summary>Until a request has room again, if nobody asks in between.</summary>
    public TimeSpan RetryAfter(int limit, int seconds)
    {
        if (HasRoom(limit))
        {
            return TimeSpan.Zero;
        }
        // In this window the previous one fades; if the running one is full by itself, it has to fade in the next.
        var part =
            Current + 1 <= limit
                ? 1 - ((limit - 1 - Current) / (double)Previous) - Elapsed
                : 1 - Elapsed + Math.Max(0, 1 - ((limit - 1) / (double)Current));
        return TimeSpan.FromSeconds(part * seconds);
    }
}
