namespace Rupaya.Infrastructure.Ledger.Writing;

/// <summary>A day began for which something was booked before.</summary>
public static class DayTurn
{
    /// <summary>The cause of its hint, which has no change in it.</summary>
    public const string Cause = "day.turned";
}
