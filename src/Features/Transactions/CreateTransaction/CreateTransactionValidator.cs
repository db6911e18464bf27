namespace Rupaya.Features.Transactions.CreateTransaction;

internal sealed class CreateTransactionValidator : AbstractValidator<CreateTransactionRequest>
{
    public CreateTransactionValidator()
    {
        RuleFor(r => r.AccountId).NotNull().WithMessage("Is required.");
        RuleFor(r => r.Amount).Amount();
        RuleFor(r => r.Type).Must(t => t is "income" or "expense").WithMessage("Must be income or expense.");
        RuleFor(r => r.Currency).CurrencyCode();
        RuleFor(r => r.Description).Text(500);
        RuleFor(r => r.Merchant).Text(200);
        RuleFor(r => r.Date).BookDate();
        RuleFor(r => r.Tags).Must(t => t is null || t.Length <= 20).WithMessage("At most 20 tags.");
        RuleForEach(r => r.Tags).NotEmpty().Text(50);
        RuleFor(r => r.RefundOf).Null().WithMessage("Is not supported.");
        RuleFor(r => r.Splits).Null().WithMessage("Is not supported.");
        RuleFor(r => r.Status).Must(s => s is null or "cleared" or "pending").WithMessage("Must be cleared or pending.");
    }
}
