namespace Rupaya.Domain.Money;

/// <summary>What a transaction may amount to.</summary>
public static class AmountLimits
{
    /// <summary>Upper bound of an amount, in major units of its currency.</summary>
    public const decimal Max = 999_999_999m;

    /// <summary>True for what a transaction may amount to: above 0 and not more than <see cref="Max"/>.</summary>
    public static bool Allow(decimal amount) => amount is > 0 and <= Max;
}
