namespace Rupaya.Features.Transactions.ChangeTransactions;

internal sealed class ChangeTransactionsValidator : Validator<ChangeTransactionsRequest>
{
    public ChangeTransactionsValidator()
    {
        RuleFor(r => r.Ids)
            .Must(ids => ids is null or { Count: > 0 and <= ChangeTransactionsHandler.Most })
            .WithMessage($"Must be 1 to {ChangeTransactionsHandler.Most} ids.");
        RuleFor(r => r.Filter)
            .Must((r, filter) => (filter is null) != (r.Ids is null))
            .WithMessage("Must be given where there are no ids, and omitted beside them.");
        RuleFor(r => r.Filter!).SetValidator(new TransactionMatchValidator()).When(r => r.Filter is not null);
        RuleFor(r => r.Set).NotNull();
        RuleFor(r => r.Set)
            .Must(set =>
                set is null
                || set.CategoryId.IsGiven
                || set.Status.IsGiven
                || set.Merchant.IsGiven
                || set.AddTags is { Length: > 0 }
                || set.RemoveTags is { Length: > 0 }
            )
            .WithMessage("Must say what to change.");
        RuleFor(r => r.Set!).SetValidator(new SetMembersValidator()).When(r => r.Set is not null);
    }
}
