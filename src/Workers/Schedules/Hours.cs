namespace Rupaya.Workers.Schedules;

/// <summary>The full hours of UTC.</summary>
internal static class Hours
{
    public static DateTimeOffset Next(DateTimeOffset after) =>
        new DateTimeOffset(after.UtcTicks - (after.UtcTicks % TimeSpan.TicksPerHour), TimeSpan.Zero).AddHours(1);
}
