namespace Rupaya.Features.Transactions.UpdateTransaction;

internal sealed class UpdateTransactionValidator : Validator<UpdateTransactionRequest>
{
    public UpdateTransactionValidator()
    {
        this.ForcedRules();
        RuleFor(r => r.AccountId.Value)
            .NotNull()
            .WithMessage("Must not be null.")
            .When(r => r.AccountId.IsGiven)
            .OverridePropertyName("accountId");
        RuleFor(r => r.Amount.Value).Amount().When(r => r.Amount.IsGiven).OverridePropertyName("amount");
        RuleFor(r => r.Type.Value)
            .NotNull()
            .WithMessage("Must be income, expense or, for a transfer or an adjustment, that.")
            .OneOf("income", "expense", "transfer", "adjustment")
            .WithMessage("Must be income, expense or, for a transfer or an adjustment, that.")
            .When(r => r.Type.IsGiven)
            .OverridePropertyName("type");
        RuleFor(r => r.Flow.Value)
            .NotNull()
            .WithMessage("Must be income, expense, refund or, for a transfer or an adjustment, that.")
            .OneOf("income", "expense", "refund", "transfer", "adjustment")
            .WithMessage("Must be income, expense, refund or, for a transfer or an adjustment, that.")
            .Must((r, f) => !r.Type.IsGiven || r.Type.Value == (f == "refund" ? "income" : f))
            .WithMessage("Must be of the same kind as type.")
            .When(r => r.Flow.IsGiven)
            .OverridePropertyName("flow");
        RuleFor(r => r.Description.Value).Text(500).OverridePropertyName("description");
        RuleFor(r => r.Merchant.Value).Text(200).OverridePropertyName("merchant");
        RuleFor(r => r.Date.Value)
            .NotNull()
            .WithMessage("Must not be null.")
            .BookDate()
            .When(r => r.Date.IsGiven)
            .OverridePropertyName("date");
        RuleFor(r => r.Tags.Value).Tags().OverridePropertyName("tags");
        RuleFor(r => r.Splits.Value).Splits().OverridePropertyName("splits");
        RuleFor(r => r.CategoryId.Value)
            .Null()
            .When(r => r.Splits.Value is { Length: > 0 })
            .WithMessage("Must be omitted where there are splits.")
            .OverridePropertyName("categoryId");
        RuleFor(r => r.Status.Value)
            .NotNull()
            .WithMessage("Must be cleared or pending.")
            .OneOf("cleared", "pending")
            .When(r => r.Status.IsGiven)
            .OverridePropertyName("status");
    }
}
