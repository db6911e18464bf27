using Rupaya.Domain.Goals;

namespace Rupaya.Features.Goals;

/// <summary>The shapes that setting and changing a goal share.</summary>
internal static class GoalFields
{
    /// <summary>Up to 100 characters.</summary>
    public static IRuleBuilderOptions<T, string?> GoalName<T>(this IRuleBuilder<T, string?> rule) => rule.Name(100);

    /// <summary>Up to <see cref="GoalRules.MaxAccounts"/>, each once.</summary>
    public static IRuleBuilderOptions<T, Guid[]?> GoalAccounts<T>(this IRuleBuilder<T, Guid[]?> rule) =>
        rule.Must(ids => ids is null || ids.Length <= GoalRules.MaxAccounts)
            .WithMessage($"Must have at most {GoalRules.MaxAccounts} accounts.")
            .Must(ids => ids is null || ids.Distinct().Count() == ids.Length)
            .WithMessage("Each account once.");
}
