namespace Rupaya.Features.Analytics.DashboardStats;

internal sealed class DashboardStatsValidator : RangeQueryValidator<DashboardStatsRequest>
{
    public DashboardStatsValidator() => RuleFor(r => r.Period).OneOf("week", "month", "year");
}
