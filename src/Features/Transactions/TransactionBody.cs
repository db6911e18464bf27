using Rupaya.Domain.Ledger;
using Rupaya.Domain.Money;
using Rupaya.Domain.Transactions;

namespace Rupaya.Features.Transactions;

/// <summary>What to record: the body of a creation, alone or in bulk.</summary>
/// <param name="Amount">Above 0, at most 999 999 999, in major units of the account's currency and no finer than its minor unit.</param>
/// <param name="Type"><c>income</c> or <c>expense</c>; may be omitted where there is a <paramref name="Flow"/>.</param>
/// <param name="Flow">
/// <c>income</c>, <c>expense</c>, or <c>refund</c> for money that came back without a known original: it lowers expenses and the (expense) category.
/// </param>
/// <param name="Currency">Must be the account's; the account's when omitted.</param>
/// <param name="CategoryId">Omitted where there are splits; a refund takes the category of what was paid.</param>
/// <param name="Date">Civil date of the book; today in its zone when omitted.</param>
/// <param name="Status"><c>cleared</c> (default) or <c>pending</c>.</param>
/// <param name="Splits">The parts, when it belongs to several categories; together exactly the amount.</param>
/// <param name="RefundOf">The expense that this income gives back, in part or whole: it lowers expenses and is no income.</param>
internal sealed record TransactionBody(
    Guid? AccountId,
    decimal? Amount,
    string? Type,
    string? Flow,
    string? Currency,
    Guid? CategoryId,
    string? Description,
    string? Merchant,
    DateOnly? Date,
    string[]? Tags,
    string? Status,
    SplitPart[]? Splits,
    Guid? RefundOf
)
{
    /// <summary>What is to be recorded; the body is valid.</summary>
    public NewTransaction Wanted() =>
        new()
        {
            AccountId = AccountId!.Value,
            Amount = Amount!.Value,
            Flow = RefundOf is not null ? Rupaya.Domain.Ledger.Flow.Refund : Flows.Parse(Flow ?? Type!),
            Currency = Currency,
            CategoryId = CategoryId,
            Date = Date,
            Description = Description,
            Merchant = Merchant,
            Tags = Tags ?? [],
            Status = Status ?? "cleared",
            Splits = SplitPart.Of(Splits),
            RefundOf = RefundOf,
        };
}

/// <summary>A part of a split transaction.</summary>
/// <param name="CategoryId">Null for Uncategorised.</param>
/// <param name="Amount">Positive, in the transaction's currency.</param>
internal sealed record SplitPart(Guid? CategoryId, decimal? Amount, string? Description)
{
    /// <summary>The parts of a valid body; none for null.</summary>
    public static IReadOnlyList<Split> Of(SplitPart[]? parts) =>
        [.. (parts ?? []).Select(p => new Split(p.CategoryId, p.Amount!.Value, p.Description))];
}

internal sealed class TransactionBodyValidator : Validator<TransactionBody>
{
    public TransactionBodyValidator()
    {
        RuleFor(r => r.AccountId).NotNull().WithMessage("Is required.");
        RuleFor(r => r.Amount).Amount();
        RuleFor(r => r.Type)
            .Must((r, t) => t is "income" or "expense" || (t is null && r.Flow is not null))
            .WithMessage("Must be income or expense.");
        RuleFor(r => r.Type)
            .Must(t => t is null or "income")
            .When(r => r.RefundOf is not null || r.Flow == "refund")
            .WithMessage("A refund is income.");
        RuleFor(r => r.Flow).OneOf("income", "expense", "refund");
        RuleFor(r => r.Flow)
            .Must((r, f) => f is not ("income" or "expense") || r.Type is null || r.Type == f)
            .WithMessage("Must be of the same kind as type.")
            .Must((r, f) => f is null or "refund" || r.RefundOf is null)
            .WithMessage("What gives something back is a refund.");
        RuleFor(r => r.Currency).CurrencyCode();
        RuleFor(r => r.CategoryId).Null().When(r => r.Splits is { Length: > 0 }).WithMessage("Must be omitted where there are splits.");
        RuleFor(r => r.Description).Text(500);
        RuleFor(r => r.Merchant).Text(200);
        RuleFor(r => r.Date).BookDate();
        RuleFor(r => r.Tags).Tags();
        RuleFor(r => r.Status).OneOf("cleared", "pending");
        RuleFor(r => r.Splits).Splits();
        RuleFor(r => r.Splits).Empty().When(r => r.RefundOf is not null).WithMessage("A refund is in one category.");
    }
}

/// <summary>Rules that creations and edits share.</summary>
internal static class TransactionRules
{
    public static IRuleBuilderOptions<T, SplitPart[]?> Splits<T>(this IRuleBuilder<T, SplitPart[]?> rule) =>
        rule.Must(parts => parts is null || parts.Length <= SplitRules.MaxParts)
            .WithMessage($"Must have at most {SplitRules.MaxParts} parts.")
            .Must(parts => parts is null || parts.All(p => p?.Amount is > 0 and <= AmountLimits.Max))
            .WithMessage("Each part has an amount above 0.")
            .Must(parts => parts is null || parts.All(p => TextLength.Fits(p?.Description, 500) && Rules.IsStorable(p?.Description ?? "")))
            .WithMessage("A part's description has at most 500 characters.");
}
