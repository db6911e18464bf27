namespace Rupaya.Features.Recurring.UpdateRecurring;

/// <summary>The whole schedule that a change comes to.</summary>
internal sealed record ScheduleTerms(
    RecurringTemplate? Template,
    string? Frequency,
    int? Interval,
    DateOnly? StartDate,
    DateOnly? EndDate,
    int? Count,
    DateOnly? FirstDate,
    int? Nth,
    string? MonthEnd,
    string? WeekendRule,
    DateOnly? PausedFrom,
    DateOnly? PausedUntil
) : IScheduleTerms;
