namespace Rupaya.Infrastructure.Postgres;

/// <summary>Now, cut to the microseconds that PostgreSQL keeps, so that what a write answers is what a read will find.</summary>
public static class Instants
{
    /// <summary>Now, UTC, in the microseconds that PostgreSQL keeps: what is answered is what will be read.</summary>
    public static DateTimeOffset NowStored(this TimeProvider clock)
    {
        var now = clock.GetUtcNow();
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
    }
}
