using System.Globalization;

namespace Rupaya.Infrastructure.Base;

/// <summary>What a number among the settings may be.</summary>
/// <param name="Setting">Its name, such as <c>Cache:Minutes</c>.</param>
/// <param name="Value">What it is; null where it is not set.</param>
/// <param name="Least">The smallest.</param>
/// <param name="Most">The largest.</param>
public readonly record struct Span(string Setting, decimal? Value, decimal Least, decimal Most)
{
    /// <summary>What is wrong with those that are out of their span, a sentence each; null for none.</summary>
    public static string? Problem(params ReadOnlySpan<Span> numbers)
    {
        var found = new List<string>();
        foreach (var number in numbers)
        {
            if (number.Value < number.Least || number.Value > number.Most)
            {
                found.Add(string.Create(CultureInfo.InvariantCulture, $"{number.Setting} must be {number.Least} to {number.Most}."));
            }
        }
        return found.Count == 0 ? null : string.Join(' ', found);
    }
}
