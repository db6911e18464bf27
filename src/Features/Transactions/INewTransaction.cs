using Rupaya.Domain.Ledger;
using Rupaya.Domain.Transactions;

namespace Rupaya.Features.Transactions;

/// <summary>A request to record income, an expense or a refund: alone or in bulk.</summary>
internal interface INewTransaction
{
    Guid? AccountId { get; }
    decimal? Amount { get; }
    string? Type { get; }
    string? Flow { get; }
    string? Currency { get; }
    Guid? CategoryId { get; }
    string? Description { get; }
    string? Merchant { get; }
    DateOnly? Date { get; }
    string[]? Tags { get; }
    string? Status { get; }
    SplitPart[]? Splits { get; }
    Guid? RefundOf { get; }

    /// <summary>What is to be recorded; the body is valid.</summary>
    NewTransaction Wanted() =>
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

/// <summary>What every such request has to say.</summary>
internal static class NewTransactionFields
{
    public static void NewTransactionRules<T>(this AbstractValidator<T> validator)
        where T : INewTransaction
    {
        validator.RuleFor(r => r.AccountId).NotNull().WithMessage("Is required.");
        validator.RuleFor(r => r.Amount).Amount();
        validator
            .RuleFor(r => r.Type)
            .Must((r, t) => t is "income" or "expense" || (t is null && r.Flow is not null))
            .WithMessage("Must be income or expense.");
        validator
            .RuleFor(r => r.Type)
            .Must(t => t is null or "income")
            .When(r => r.RefundOf is not null || r.Flow == "refund")
            .WithMessage("A refund is income.");
        validator.RuleFor(r => r.Flow).OneOf("income", "expense", "refund");
        validator
            .RuleFor(r => r.Flow)
            .Must((r, f) => f is not ("income" or "expense") || r.Type is null || r.Type == f)
            .WithMessage("Must be of the same kind as type.")
            .Must((r, f) => f is null or "refund" || r.RefundOf is null)
            .WithMessage("What gives something back is a refund.");
        validator.RuleFor(r => r.Currency).CurrencyCode();
        validator
            .RuleFor(r => r.CategoryId)
            .Null()
            .When(r => r.Splits is { Length: > 0 })
            .WithMessage("Must be omitted where there are splits.");
        validator.RuleFor(r => r.Description).Text(500);
        validator.RuleFor(r => r.Merchant).Text(200);
        validator.RuleFor(r => r.Date).BookDate();
        validator.RuleFor(r => r.Tags).Tags();
        validator.RuleFor(r => r.Status).OneOf("cleared", "pending");
        validator.RuleFor(r => r.Splits).Splits();
        validator.RuleFor(r => r.Splits).Empty().When(r => r.RefundOf is not null).WithMessage("A refund is in one category.");
    }
}
