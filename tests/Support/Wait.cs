using System.Globalization;

namespace Rupaya.Support;

/// <summary>Waiting for what others do.</summary>
public static class Wait
{
    /// <summary>Looks again and again, <paramref name="pauseMs"/> apart.</summary>
    /// <exception cref="TimeoutException">It was not there in time: what was seen last is told.</exception>
    public static async Task<T> ForAsync<T>(Func<Task<T>> look, Func<T, bool> isThere, int seconds = 20, int pauseMs = 25)
    {
        var until = TimeProvider.System.GetTimestamp() + seconds * TimeProvider.System.TimestampFrequency;
        while (true)
        {
            var found = await look();
            if (isThere(found))
            {
                return found;
            }
            if (TimeProvider.System.GetTimestamp() > until)
            {
                throw new TimeoutException($"Not within {seconds.ToString(CultureInfo.InvariantCulture)} s; last seen: {found}");
            }
            await Task.Delay(pauseMs);
        }
    }

    public static Task UntilAsync(Func<Task<bool>> isThere, int seconds = 20) => ForAsync(isThere, x => x, seconds);
}
