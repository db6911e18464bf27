namespace Rupaya.Features.Budgets.CreateBudget;

internal sealed class CreateBudgetValidator : AbstractValidator<CreateBudgetRequest>
{
    public CreateBudgetValidator()
    {
        RuleFor(r => r.CategoryId).NotNull().WithMessage("Is required.");
        RuleFor(r => r.Amount).Amount();
        RuleFor(r => r.Period).Must(p => p is "week" or "month" or "year").WithMessage("Must be week, month or year.");
        RuleFor(r => r.Rollover).Must(p => p is null or "none" or "surplus" or "both").WithMessage("Must be none, surplus or both.");
        RuleFor(r => r.StartDate).BookDate();
    }
}
