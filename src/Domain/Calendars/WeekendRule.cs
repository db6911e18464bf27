namespace Rupaya.Domain.Calendars;

/// <summary>What becomes of a day that falls on a Saturday or Sunday.</summary>
public enum WeekendRule
{
    /// <summary>It stays.</summary>
    None,

    /// <summary>The Friday before.</summary>
    Before,

    /// <summary>The Monday after.</summary>
    After,
}

/// <summary>Names and effect of the rules.</summary>
public static class WeekendRules
{
    /// <summary>As clients write them.</summary>
    public static IReadOnlyList<string> Names { get; } = ["none", "before", "after"];

    /// <summary>The rule with that name.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is none of <see cref="Names"/>.</exception>
    public static WeekendRule Parse(string name) =>
        name switch
        {
            "none" => WeekendRule.None,
            "before" => WeekendRule.Before,
            "after" => WeekendRule.After,
            _ => throw new ArgumentOutOfRangeException(nameof(name), name, "Unknown weekend rule."),
        };

    /// <summary>Where the rule puts the date.</summary>
    public static DateOnly Move(this WeekendRule rule, DateOnly date) =>
        (rule, date.DayOfWeek) switch
        {
            (WeekendRule.Before, DayOfWeek.Saturday) => date.AddDays(-1),
            (WeekendRule.Before, DayOfWeek.Sunday) => date.AddDays(-2),
            (WeekendRule.After, DayOfWeek.Saturday) => date.AddDays(2),
            (WeekendRule.After, DayOfWeek.Sunday) => date.AddDays(1),
            _ => date,
        };
}
