namespace Rupaya.Features.Budgets.SimulateBudget;

internal sealed class SimulateBudgetValidator : Validator<SimulateBudgetRequest>
{
    public SimulateBudgetValidator()
    {
        RuleFor(r => r.BudgetId).NotNull().When(r => r.CategoryId is null).WithMessage("Is required, or categoryId.");
        RuleFor(r => r.CategoryId).Null().When(r => r.BudgetId is not null).WithMessage("Must be omitted where there is a budgetId.");
        RuleFor(r => r.Period).Period().When(r => r.Period is not null);
        RuleFor(r => r.Period).Null().When(r => r.BudgetId is not null).WithMessage("Must be omitted where there is a budgetId.");
        RuleFor(r => r.AdjustmentPercent)
            .NotNull()
            .When(r => r.Amount is null)
            .WithMessage("Is required, or amount.")
            .GreaterThan(-100)
            .WithMessage("Must be above -100.")
            .LessThanOrEqualTo(1000)
            .WithMessage("Must be at most 1000.");
        RuleFor(r => r.Amount)
            .Null()
            .When(r => r.AdjustmentPercent is not null)
            .WithMessage("Must be omitted where there is an adjustmentPercent.");
        RuleFor(r => r.Amount).Amount().When(r => r.Amount is not null);
    }
}
