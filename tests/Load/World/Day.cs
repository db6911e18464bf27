namespace Rupaya.Load.World;

/// <summary>The day that data ends with: ranges such as "this month" have to have some.</summary>
internal static class Day
{
    public static DateOnly Today { get; } = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
}
