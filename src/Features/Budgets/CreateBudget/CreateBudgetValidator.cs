namespace Rupaya.Features.Budgets.CreateBudget;

internal sealed class CreateBudgetValidator : Validator<CreateBudgetRequest>
{
    public CreateBudgetValidator()
    {
        RuleFor(r => r.CategoryId).NotNull().WithMessage("Is required.");
        RuleFor(r => r.Amount).Amount();
        RuleFor(r => r.Period).Period();
        RuleFor(r => r.Rollover).Rollover();
        RuleFor(r => r.StartDate).BookDate();
        RuleFor(r => r.EndDate).BookDate();
    }
}
