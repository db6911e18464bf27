using System.Security.Cryptography;

namespace Rupaya.Infrastructure.Postgres;

/// <summary>Pauses between attempts to reach PostgreSQL: at random, so that processes that failed together do not come back together.</summary>
public static class Jitter
{
    private const int LeastMs = 200;
    private const int MostMs = 5000;

    /// <summary>Anything from the least up to a bound that doubles with each failure.</summary>
    /// <param name="failures">How many attempts have failed in a row, from 1.</param>
    public static TimeSpan After(int failures)
    {
        var bound = Math.Min(MostMs, LeastMs * Math.Pow(2, failures));
        return TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32(LeastMs, (int)bound + 1));
    }
}
