namespace Rupaya.Infrastructure.Postgres;

/// <summary>Now, cut to the microseconds that PostgreSQL keeps, so that what a write answers is what a read will find.</summary>
internal static class Instants
{
    public static DateTimeOffset NowStored(this TimeProvider clock)
    {
        var now = clock.GetUtcNow();
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
    }
}
