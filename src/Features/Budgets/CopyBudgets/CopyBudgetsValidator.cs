namespace Rupaya.Features.Budgets.CopyBudgets;

internal sealed class CopyBudgetsValidator : Validator<CopyBudgetsRequest>
{
    public CopyBudgetsValidator()
    {
        RuleFor(r => r.From).NotNull().WithMessage("Is required.").BookDate();
        RuleFor(r => r.To).NotNull().WithMessage("Is required.").BookDate();
    }
}
