using Rupaya.Domain.Calendars;
using Rupaya.Domain.Recurring;

namespace Rupaya.Features.Recurring;

/// <summary>A whole schedule and what it posts: as it is created, or as a change leaves it.</summary>
internal interface IScheduleTerms
{
    RecurringTemplate? Template { get; }
    string? Frequency { get; }
    int? Interval { get; }
    DateOnly? StartDate { get; }
    DateOnly? EndDate { get; }
    int? Count { get; }
    DateOnly? FirstDate { get; }
    int? Nth { get; }
    string? MonthEnd { get; }
    string? WeekendRule { get; }
    DateOnly? PausedFrom { get; }
    DateOnly? PausedUntil { get; }
}

/// <summary>What every schedule has to say.</summary>
internal static class ScheduleTermsFields
{
    private const int MaxInterval = 1000;
    private const int MaxCount = 10_000;

    public static void ScheduleTermsRules<T>(this AbstractValidator<T> validator)
        where T : IScheduleTerms
    {
        validator.RuleFor(r => r.Template).NotNull().WithMessage("Is required.");
        validator.RuleFor(r => r.Template!).SetValidator(new RecurringTemplateValidator()).When(r => r.Template is not null);
        validator
            .RuleFor(r => r.Frequency)
            .NotNull()
            .WithMessage($"Must be one of {string.Join(", ", Recurrence.Frequencies)}.")
            .OneOf([.. Recurrence.Frequencies])
            .WithMessage($"Must be one of {string.Join(", ", Recurrence.Frequencies)}.");
        validator.RuleFor(r => r.Interval).InclusiveBetween(1, MaxInterval).WithMessage($"Must be 1 to {MaxInterval}.");
        validator.RuleFor(r => r.StartDate).NotNull().WithMessage("Is required.").BookDate();
        validator.RuleFor(r => r.EndDate).BookDate();
        validator.RuleFor(r => r.Count).InclusiveBetween(1, MaxCount).WithMessage($"Must be 1 to {MaxCount}.");
        validator.RuleFor(r => r.FirstDate).BookDate();
        validator.RuleFor(r => r.PausedFrom).BookDate();
        validator
            .RuleFor(r => r.PausedUntil)
            .BookDate()
            .Must((r, _) => r.PausedFrom is not null)
            .When(r => r.PausedUntil is not null)
            .WithMessage("Belongs to pausedFrom.");
        validator
            .RuleFor(r => r.PausedUntil)
            .Must((r, until) => until >= r.PausedFrom)
            .When(r => r.PausedFrom is not null && r.PausedUntil is not null)
            .WithMessage("Must not be before pausedFrom.");
        validator.RuleFor(r => r.Nth).Must(n => n is null or -1 or (>= 1 and <= 4)).WithMessage("Must be 1 to 4, or -1 for the last.");
        validator
            .RuleFor(r => r.Nth)
            .Null()
            .When(r => r.Frequency is not null and not Recurrence.MonthlyWeekday)
            .WithMessage("Is for monthly_weekday only.");
        validator.RuleFor(r => r.MonthEnd).OneOf("clamp");
        validator.RuleFor(r => r.WeekendRule).OneOf([.. WeekendRules.Names]);
    }
}
