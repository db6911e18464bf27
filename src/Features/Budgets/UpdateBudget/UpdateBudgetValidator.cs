namespace Rupaya.Features.Budgets.UpdateBudget;

internal sealed class UpdateBudgetValidator : Validator<UpdateBudgetRequest>
{
    public UpdateBudgetValidator()
    {
        RuleFor(r => r.CategoryId.Value)
            .NotNull()
            .WithMessage("Is required.")
            .When(r => r.CategoryId.IsGiven)
            .OverridePropertyName("categoryId");
        RuleFor(r => r.Amount.Value).Amount().When(r => r.Amount.IsGiven).OverridePropertyName("amount");
        RuleFor(r => r.From.Value)
            .NotNull()
            .WithMessage("Must not be null.")
            .BookDate()
            .Must((r, _) => r.Amount.IsGiven)
            .WithMessage("Belongs to an amount.")
            .When(r => r.From.IsGiven)
            .OverridePropertyName("from");
        RuleFor(r => r.Period.Value).Period().When(r => r.Period.IsGiven).OverridePropertyName("period");
        RuleFor(r => r.Rollover.Value).NotNull().Rollover().When(r => r.Rollover.IsGiven).OverridePropertyName("rollover");
        RuleFor(r => r.StartDate.Value).NotNull().BookDate().When(r => r.StartDate.IsGiven).OverridePropertyName("startDate");
        RuleFor(r => r.EndDate.Value).BookDate().OverridePropertyName("endDate");
    }
}
