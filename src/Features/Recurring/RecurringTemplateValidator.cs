using Rupaya.Features.Transactions;

namespace Rupaya.Features.Recurring;

internal sealed class RecurringTemplateValidator : Validator<RecurringTemplate>
{
    public RecurringTemplateValidator()
    {
        RuleFor(t => t.AccountId).NotNull().When(t => !t.IsTransfer()).WithMessage("Is required.");
        RuleFor(t => t.AccountId).Null().When(t => t.IsTransfer()).WithMessage("Must be omitted for a transfer.");
        RuleFor(t => t.Type).Must(t => t is "income" or "expense").When(t => !t.IsTransfer()).WithMessage("Must be income or expense.");
        RuleFor(t => t.Type).Must(t => t is null or "transfer").When(t => t.IsTransfer()).WithMessage("Must be omitted for a transfer.");
        RuleFor(t => t.FromAccountId).NotNull().When(t => t.IsTransfer()).WithMessage("Is required.");
        RuleFor(t => t.ToAccountId).NotNull().When(t => t.IsTransfer()).WithMessage("Is required.");
        RuleFor(t => t.CategoryId).Null().When(t => t.IsTransfer()).WithMessage("A transfer has no category.");
        RuleFor(t => t.ToAmount).Null().When(t => !t.IsTransfer()).WithMessage("Is for a transfer only.");
        RuleFor(t => t.Amount).Amount();
        RuleFor(t => t.ToAmount).Amount().When(t => t.ToAmount is not null);
        RuleFor(t => t.Description).Text(500);
        RuleFor(t => t.Merchant).Text(200);
        RuleFor(t => t.Tags).Tags();
        RuleFor(t => t.Status).OneOf("cleared").WithMessage("A schedule posts what is cleared.");
        RuleFor(t => t.RefundOf).Null().WithMessage("A schedule cannot refund.");
        RuleFor(t => t.Splits).Splits();
        RuleFor(t => t.Splits).Empty().When(t => t.IsTransfer()).WithMessage("A transfer has no category.");
        RuleFor(t => t.CategoryId).Null().When(t => t.Splits is { Length: > 0 }).WithMessage("Must be omitted where there are splits.");
    }
}
