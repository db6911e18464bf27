namespace Rupaya.Domain.Money;

/// <summary>Percentages with two decimals, rounded half away from zero.</summary>
public static class Percentage
{
    /// <summary><paramref name="part"/> of <paramref name="whole"/>; the whole must not be 0.</summary>
    public static decimal Of(decimal part, decimal whole) => decimal.Round(part * 100 / whole, 2, MidpointRounding.AwayFromZero);
}
