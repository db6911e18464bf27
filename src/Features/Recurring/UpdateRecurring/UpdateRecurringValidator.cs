namespace Rupaya.Features.Recurring.UpdateRecurring;

/// <summary>What cannot be cleared; the whole that it comes to is looked at when it is known what it changes.</summary>
internal sealed class UpdateRecurringValidator : Validator<UpdateRecurringRequest>
{
    public UpdateRecurringValidator()
    {
        RuleFor(r => r.Template.Value).NotNull().When(r => r.Template.IsGiven).WithMessage("Is required.").OverridePropertyName("template");
        RuleFor(r => r.Frequency.Value)
            .NotNull()
            .When(r => r.Frequency.IsGiven)
            .WithMessage("Is required.")
            .OverridePropertyName("frequency");
        RuleFor(r => r.StartDate.Value)
            .NotNull()
            .When(r => r.StartDate.IsGiven)
            .WithMessage("Is required.")
            .OverridePropertyName("startDate");
    }
}
