using System.Globalization;

namespace Rupaya.Support;

/// <summary>
/// How much the tests that search at random, or by statistics, look at: as much as fits beside the others or, with RUPAYA_NIGHTLY=1, as much as a
/// night allows, and with a fresh seed besides the usual one.
/// </summary>
public static class Depth
{
    public static bool IsNightly { get; } = Environment.GetEnvironmentVariable("RUPAYA_NIGHTLY") == "1";

    public static int Of(int usual, int nightly) => IsNightly ? nightly : usual;

    /// <summary>The usual seed and, at night, one of the day; RUPAYA_SEED names another to repeat what a night found.</summary>
    public static IReadOnlyList<int> Seeds(int usual) =>
        Environment.GetEnvironmentVariable("RUPAYA_SEED") is { } named ? [int.Parse(named, CultureInfo.InvariantCulture)]
        : IsNightly ? [usual, usual + TimeProvider.System.GetUtcNow().DayOfYear + (1000 * TimeProvider.System.GetUtcNow().Year)]
        : [usual];
}
