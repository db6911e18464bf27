using Rupaya.Infrastructure.Figures;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Features.Transactions;

/// <summary>Which transactions a list, or a sum of it, is about: those given must all hold.</summary>
internal interface ITransactionQuery
{
    Guid? AccountId { get; }

    /// <summary>As a whole or with a part in it.</summary>
    Guid? CategoryId { get; }

    /// <summary>False for the category without those below it.</summary>
    bool? Children { get; }

    /// <summary>True for what is, as a whole or with a part, in no category.</summary>
    bool? Uncategorised { get; }

    /// <summary><c>income</c> (without refunds), <c>expense</c>, <c>refund</c>, <c>transfer</c> or <c>adjustment</c>.</summary>
    string? Type { get; }
    string? Status { get; }
    QueryDate? StartDate { get; }
    QueryDate? EndDate { get; }
    QueryNumber? MinAmount { get; }
    QueryNumber? MaxAmount { get; }
    string? Tag { get; }

    /// <summary>Up to ten words that must all be in description, merchant or the bank's reference, or be a part of what is there, without case.</summary>
    string? Q { get; }
}

internal static class TransactionQuery
{
    /// <summary>The conditions.</summary>
    public static TransactionFilter Filter(this ITransactionQuery r, Guid bookId, TransactionOrder? order = null) =>
        new TransactionFilter(bookId, order)
            .Where("t.account_id = ?", r.AccountId is { } account ? Parameter(account) : null)
            .InCategory(r.CategoryId, withChildren: r.Children != false)
            .Uncategorised(r.Uncategorised == true)
            .WithFlow(r.Type)
            .WithStatus(r.Status)
            .Where("t.date >= ?", r.StartDate is { } start ? Parameter(start.Day) : null)
            .Where("t.date <= ?", r.EndDate is { } end ? Parameter(end.Day) : null)
            .Where("t.amount >= ?", r.MinAmount is { } min ? Parameter(min.Value) : null, rare: true)
            .Where("t.amount <= ?", r.MaxAmount is { } max ? Parameter(max.Value) : null, rare: true)
            .Where("name_keys(t.tags) @> array[name_key(?)] and t.tags <> '{}'", r.Tag is null ? null : Parameter(r.Tag), rare: true)
            .WithWords(Words(r.Q));

    public static IReadOnlyList<string> Words(string? q) => (q ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
}

internal sealed class TransactionQueryValidator : Validator<ITransactionQuery>
{
    private const int MaxWords = 10;

    public TransactionQueryValidator()
    {
        RuleFor(r => r.Type).OneOf("income", "expense", "refund", "transfer", "adjustment");
        RuleFor(r => r.Status).OneOf("cleared", "pending");
        RuleFor(r => r.Uncategorised)
            .Must((r, only) => only != true || r.CategoryId is null)
            .WithMessage("Must be omitted beside categoryId.");
        RuleFor(r => r.StartDate).QueryDate();
        RuleFor(r => r.EndDate).QueryDate();
        RuleFor(r => r.EndDate)
            .Must((r, end) => end is null || r.StartDate is null || end.Value.Day >= r.StartDate.Value.Day)
            .WithMessage("Must not be before startDate.");
        RuleFor(r => r.Tag).Text(50);
        RuleFor(r => r.Q)
            .Text(200)
            .Must(q => TransactionQuery.Words(q).Count <= MaxWords)
            .WithMessage($"Must have at most {MaxWords} words.");
    }
}
