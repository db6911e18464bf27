namespace Rupaya.Domain.Budgets;

/// <summary>The shares of a budget at which its owner is told.</summary>
public static class AlertThreshold
{
    /// <summary>Percent of limit + rolled over, highest first.</summary>
    public static readonly IReadOnlyList<int> Percentages = [100, 80];

    /// <summary>The thresholds that a progress has reached, highest first.</summary>
    public static IEnumerable<int> Reached(decimal progress) => Percentages.Where(p => progress >= p);
}
