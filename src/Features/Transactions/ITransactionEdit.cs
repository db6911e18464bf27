using Rupaya.Domain.Ledger;
using Rupaya.Domain.Transactions;

namespace Rupaya.Features.Transactions;

/// <summary>A request to change a transaction: alone or in a batch. A field that is omitted stays, null clears it where it can be empty.</summary>
internal interface ITransactionEdit : IForced
{
    Optional<Guid?> AccountId { get; }
    Optional<decimal?> Amount { get; }
    Optional<string?> Type { get; }
    Optional<string?> Flow { get; }
    Optional<Guid?> CategoryId { get; }
    Optional<SplitPart[]?> Splits { get; }
    Optional<string?> Description { get; }
    Optional<string?> Merchant { get; }
    Optional<DateOnly?> Date { get; }
    Optional<string[]?> Tags { get; }
    Optional<string?> Status { get; }

    /// <summary>What is to change; the request is valid.</summary>
    TransactionEdit Wanted() =>
        new()
        {
            AccountId = AccountId,
            Amount = Amount,
            Type = Type.Select<Flow?>(t => Flows.Parse(t!)),
            Flow = Flow.Select<Flow?>(f => Flows.Parse(f!)),
            CategoryId = CategoryId,
            Splits = Splits.Select(SplitPart.Of),
            Description = Description,
            Merchant = Merchant,
            Date = Date,
            Tags = Tags,
            Status = Status,
            Lock = Lock(),
        };
}

/// <summary>What every such request has to say.</summary>
internal static class TransactionEditFields
{
    public static void EditRules<T>(this AbstractValidator<T> validator)
        where T : ITransactionEdit
    {
        validator.ForcedRules();
        validator.MoneyRules();
        validator.TextRules();
    }

    private static void MoneyRules<T>(this AbstractValidator<T> validator)
        where T : ITransactionEdit
    {
        validator
            .RuleFor(r => r.AccountId.Value)
            .NotNull()
            .WithMessage("Must not be null.")
            .When(r => r.AccountId.IsGiven)
            .OverridePropertyName("accountId");
        validator.RuleFor(r => r.Amount.Value).Amount().When(r => r.Amount.IsGiven).OverridePropertyName("amount");
        validator
            .RuleFor(r => r.Type.Value)
            .NotNull()
            .WithMessage("Must be income, expense or, for a transfer or an adjustment, that.")
            .OneOf("income", "expense", "transfer", "adjustment")
            .WithMessage("Must be income, expense or, for a transfer or an adjustment, that.")
            .When(r => r.Type.IsGiven)
            .OverridePropertyName("type");
        validator
            .RuleFor(r => r.Flow.Value)
            .NotNull()
            .WithMessage("Must be income, expense, refund or, for a transfer or an adjustment, that.")
            .OneOf("income", "expense", "refund", "transfer", "adjustment")
            .WithMessage("Must be income, expense, refund or, for a transfer or an adjustment, that.")
            .Must((r, f) => !r.Type.IsGiven || r.Type.Value == (f == "refund" ? "income" : f))
            .WithMessage("Must be of the same kind as type.")
            .When(r => r.Flow.IsGiven)
            .OverridePropertyName("flow");
    }

    private static void TextRules<T>(this AbstractValidator<T> validator)
        where T : ITransactionEdit
    {
        validator.RuleFor(r => r.Description.Value).Text(500).OverridePropertyName("description");
        validator.RuleFor(r => r.Merchant.Value).Text(200).OverridePropertyName("merchant");
        validator
            .RuleFor(r => r.Date.Value)
            .NotNull()
            .WithMessage("Must not be null.")
            .BookDate()
            .When(r => r.Date.IsGiven)
            .OverridePropertyName("date");
        validator.RuleFor(r => r.Tags.Value).Tags().OverridePropertyName("tags");
        validator.RuleFor(r => r.Splits.Value).Splits().OverridePropertyName("splits");
        validator
            .RuleFor(r => r.CategoryId.Value)
            .Null()
            .When(r => r.Splits.Value is { Length: > 0 })
            .WithMessage("Must be omitted where there are splits.")
            .OverridePropertyName("categoryId");
        validator
            .RuleFor(r => r.Status.Value)
            .NotNull()
            .WithMessage("Must be cleared or pending.")
            .OneOf("cleared", "pending")
            .When(r => r.Status.IsGiven)
            .OverridePropertyName("status");
    }
}
