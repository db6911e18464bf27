namespace Rupaya.Features.Analytics.DashboardStats;

internal sealed class DashboardStatsValidator : RangeQueryValidator<DashboardStatsRequest>
{
    public DashboardStatsValidator() =>
        RuleFor(r => r.Period).Must(p => p is null or "week" or "month" or "year").WithMessage("Must be week, month or year.");
}
