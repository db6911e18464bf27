namespace Rupaya.Features.Analytics.DashboardStats;

internal sealed class DashboardStatsValidator : AbstractValidator<DashboardStatsRequest>
{
    private const int MaxYears = 100;

    public DashboardStatsValidator()
    {
        RuleFor(r => r.Period).Must(p => p is null or "week" or "month" or "year").WithMessage("Must be week, month or year.");
        RuleFor(r => r.StartDate).QueryDate().NotNull().When(r => r.EndDate is not null);
        RuleFor(r => r.EndDate).QueryDate().NotNull().When(r => r.StartDate is not null);
        RuleFor(r => r.EndDate)
            .Cascade(CascadeMode.Stop)
            .Must((r, end) => end!.Value.Day >= r.StartDate!.Value.Day)
            .WithMessage("Must not be before startDate.")
            .Must(
                (r, end) =>
                    r.StartDate!.Value.Day.Year > DateOnly.MaxValue.Year - MaxYears
                    || end!.Value.Day < r.StartDate.Value.Day.AddYears(MaxYears)
            )
            .WithMessage($"At most {MaxYears} years.")
            .When(r => r.StartDate is not null && r.EndDate is not null);
    }
}
