using Rupaya.Domain.Goals;
using Rupaya.Domain.Ledger;
using Rupaya.Domain.Money;
using Rupaya.Infrastructure.Figures;
using Rupaya.Infrastructure.Ledger.Writing;

namespace Rupaya.Features.Goals;

/// <summary>A goal as clients see it; amounts in <paramref name="Currency"/>, the book's.</summary>
/// <param name="AccountIds">What is saved is what these hold; empty for a goal of contributions.</param>
/// <param name="Progress">Percent, two decimals.</param>
/// <param name="MonthlyNeeded">To be there in time; 0 when reached, null without a date.</param>
/// <param name="OnTrack">Null without a date.</param>
/// <param name="MissingRates">Linked balances that have no rate: they are not in what is saved.</param>
internal sealed record GoalView(
    Guid GoalId,
    string Name,
    decimal TargetAmount,
    string Currency,
    DateOnly? TargetDate,
    IReadOnlyList<Guid> AccountIds,
    decimal Saved,
    decimal Remaining,
    decimal Progress,
    decimal? MonthlyNeeded,
    bool? OnTrack,
    bool Reached,
    IReadOnlyList<MissingRate> MissingRates,
    long Version,
    DateTimeOffset CreatedAt
)
{
    public static GoalView From(GoalState s, string currency) =>
        new(
            s.Goal.GoalId,
            s.Goal.Name,
            s.Goal.TargetAmount,
            currency,
            s.Goal.TargetDate,
            s.Goal.AccountIds,
            s.Saved,
            s.Progress.Remaining,
            s.Progress.Progress,
            s.Progress.MonthlyNeeded,
            s.Progress.OnTrack,
            s.Progress.Reached,
            MissingRate.Of(s.Missing),
            s.Goal.Version,
            s.Goal.CreatedAt
        );
}

/// <summary>A goal as its writer sees it: how far it is, is asked for with GET.</summary>
internal sealed record GoalPlan(
    Guid GoalId,
    string Name,
    decimal TargetAmount,
    string Currency,
    DateOnly? TargetDate,
    IReadOnlyList<Guid> AccountIds,
    long Version,
    DateTimeOffset CreatedAt
)
{
    public static GoalPlan From(Goal g, string currency) =>
        new(g.GoalId, g.Name, g.TargetAmount, currency, g.TargetDate, g.AccountIds, g.Version, g.CreatedAt);

    public static string ETag(Goal g) => ETags.Of(g.Version, "0");
}
