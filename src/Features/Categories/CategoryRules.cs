using System.Text.RegularExpressions;

namespace Rupaya.Features.Categories;

/// <summary>Rules that creation and edit share.</summary>
internal static partial class CategoryRules
{
    public static IRuleBuilderOptions<T, string?> CategoryName<T>(this IRuleBuilder<T, string?> rule) => rule.Name(100);

    public static IRuleBuilderOptions<T, string?> Color<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Matches(Hex()).WithMessage("Must be #RRGGBB.");

    [GeneratedRegex("^#[0-9A-Fa-f]{6}\\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Hex();
}
