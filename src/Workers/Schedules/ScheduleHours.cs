namespace Rupaya.Workers.Schedules;

/// <summary>The full hours of UTC, and their quarters.</summary>
internal static class ScheduleHours
{
    private static readonly long Quarter = TimeSpan.TicksPerHour / 4;

    public static DateTimeOffset NextQuarter(DateTimeOffset after) =>
        new(after.UtcTicks - (after.UtcTicks % Quarter) + Quarter, TimeSpan.Zero);

    public static DateTimeOffset Next(DateTimeOffset after) =>
        new DateTimeOffset(after.UtcTicks - (after.UtcTicks % TimeSpan.TicksPerHour), TimeSpan.Zero).AddHours(1);
}
