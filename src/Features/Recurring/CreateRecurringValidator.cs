using Rupaya.Domain.Calendars;
using Rupaya.Domain.Recurring;

namespace Rupaya.Features.Recurring;

/// <summary>What may be created; what an update leaves must be that, too.</summary>
internal sealed class CreateRecurringValidator : Validator<CreateRecurringRequest>
{
    private const int MaxInterval = 1000;
    private const int MaxCount = 10_000;

    public CreateRecurringValidator()
    {
        RuleFor(r => r.Template).NotNull().WithMessage("Is required.");
        RuleFor(r => r.Template!).SetValidator(new RecurringTemplateValidator()).When(r => r.Template is not null);
        RuleFor(r => r.Frequency)
            .NotNull()
            .WithMessage($"Must be one of {string.Join(", ", Recurrence.Frequencies)}.")
            .OneOf([.. Recurrence.Frequencies])
            .WithMessage($"Must be one of {string.Join(", ", Recurrence.Frequencies)}.");
        RuleFor(r => r.Interval).InclusiveBetween(1, MaxInterval).WithMessage($"Must be 1 to {MaxInterval}.");
        RuleFor(r => r.StartDate).NotNull().WithMessage("Is required.").BookDate();
        RuleFor(r => r.EndDate).BookDate();
        RuleFor(r => r.Count).InclusiveBetween(1, MaxCount).WithMessage($"Must be 1 to {MaxCount}.");
        RuleFor(r => r.FirstDate).BookDate();
        RuleFor(r => r.PausedFrom).BookDate();
        RuleFor(r => r.PausedUntil)
            .BookDate()
            .Must((r, _) => r.PausedFrom is not null)
            .When(r => r.PausedUntil is not null)
            .WithMessage("Belongs to pausedFrom.");
        RuleFor(r => r.PausedUntil)
            .Must((r, until) => until >= r.PausedFrom)
            .When(r => r.PausedFrom is not null && r.PausedUntil is not null)
            .WithMessage("Must not be before pausedFrom.");
        RuleFor(r => r.Nth).Must(n => n is null or -1 or (>= 1 and <= 4)).WithMessage("Must be 1 to 4, or -1 for the last.");
        RuleFor(r => r.Nth)
            .Null()
            .When(r => r.Frequency is not null and not Recurrence.MonthlyWeekday)
            .WithMessage("Is for monthly_weekday only.");
        RuleFor(r => r.MonthEnd).OneOf("clamp");
        RuleFor(r => r.WeekendRule).OneOf([.. WeekendRules.Names]);
    }
}
