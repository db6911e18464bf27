using Rupaya.Domain.Ledger;
using Rupaya.Domain.Money;
using Rupaya.Features.Transactions;

namespace Rupaya.Features.Recurring.UpdateRecurring;

/// <summary>What to change of what a schedule posts: a field that is omitted stays.</summary>
/// <param name="Amount">With splits, these are given too, or keep their proportion.</param>
/// <param name="CategoryId">Given without splits it takes their place.</param>
/// <param name="Splits">Given without a category they take its place.</param>
internal sealed record TemplateChange(
    Optional<Guid?> AccountId,
    Optional<string?> Type,
    Optional<Guid?> FromAccountId,
    Optional<Guid?> ToAccountId,
    Optional<decimal?> Amount,
    Optional<decimal?> ToAmount,
    Optional<Guid?> CategoryId,
    Optional<string?> Description,
    Optional<string?> Merchant,
    Optional<string[]?> Tags,
    Optional<string?> Currency,
    Optional<string?> Status,
    Optional<Guid?> RefundOf,
    Optional<SplitPart[]?> Splits
)
{
    /// <summary>The whole template that it comes to.</summary>
    public RecurringTemplate Over(TemplateView before)
    {
        var of = BecomesAnother(before) ? Nothing : before.AsGiven();
        return new RecurringTemplate(
            AccountId.Or(of.AccountId),
            Type.Or(of.Type),
            FromAccountId.Or(of.FromAccountId),
            ToAccountId.Or(of.ToAccountId),
            Amount.Or(of.Amount),
            ToAmount.Or(of.ToAmount),
            CategoryId.Or(Splits.Value is { Length: > 0 } ? null : of.CategoryId),
            Description.Or(of.Description),
            Merchant.Or(of.Merchant),
            Tags.Or(of.Tags),
            Currency.Value,
            Status.Value,
            RefundOf.Value,
            Splits.Or(CategoryId.Value is null ? of.Splits : [])
        );
    }

    /// <summary>The new parts where only the amount changes: in proportion, in the minor units of the account's currency.</summary>
    /// <returns>Null where the parts are given, gone, or as they were.</returns>
    public SplitPart[]? ScaledSplits(TemplateView before, Currency currency)
    {
        var keeps = !Splits.IsGiven && CategoryId.Value is null && before.Splits.Count > 0 && !BecomesAnother(before);
        if (!keeps || Amount.Value is not > 0 || Amount.Value == before.Amount)
        {
            return null;
        }
        var amounts = SplitRules.Scale([.. before.Splits.Select(s => s.Amount)], Amount.Value.Value, currency);
        return [.. before.Splits.Zip(amounts, (part, amount) => new SplitPart(part.CategoryId, amount, part.Description))];
    }

    private static RecurringTemplate Nothing => new(null, null, null, null, null, null, null, null, null, null, null, null, null, null);

    /// <summary>True when a transaction becomes a transfer or a transfer a transaction: nothing of the one fits the other.</summary>
    private bool BecomesAnother(TemplateView before) =>
        before.FromAccountId is null
            ? FromAccountId.Value is not null || ToAccountId.Value is not null
            : AccountId.Value is not null || Type.Value is "income" or "expense";
}
