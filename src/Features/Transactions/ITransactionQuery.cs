using Rupaya.Infrastructure.Figures;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Features.Transactions;

/// <summary>Which transactions a list, or a sum of it, is about: those given must all hold.</summary>
internal interface ITransactionQuery
{
    /// <summary>These only, with commas between.</summary>
    QueryIds? Ids { get; }

    Guid? AccountId { get; }

    /// <summary>On one of these accounts, with commas between.</summary>
    QueryIds? AccountIds { get; }

    /// <summary>As a whole or with a part in it.</summary>
    Guid? CategoryId { get; }

    /// <summary>False for the category without those below it.</summary>
    bool? IncludeChildren { get; }

    /// <summary>The older name of includeChildren.</summary>
    bool? Children { get; }

    /// <summary>True for what is, as a whole or with a part, in no category.</summary>
    bool? Uncategorised { get; }

    /// <summary><c>income</c> (without refunds), <c>expense</c>, <c>refund</c>, <c>transfer</c> or <c>adjustment</c>.</summary>
    string? Type { get; }

    /// <summary>The same words as <c>type</c>, after the flow that an answer shows.</summary>
    string? Flow { get; }
    string? Status { get; }

    /// <summary>True for what a statement has proved, false for the rest.</summary>
    bool? Reconciled { get; }
    QueryDate? StartDate { get; }
    QueryDate? EndDate { get; }
    QueryNumber? MinAmount { get; }
    QueryNumber? MaxAmount { get; }
    string? Tag { get; }

    /// <summary>Several, with commas between; a tag with a comma in it is looked for by <c>tag</c>.</summary>
    QueryWords? Tags { get; }

    /// <summary><c>any</c> (default) of the tags, or <c>all</c> of them.</summary>
    string? TagMode { get; }

    /// <summary>Made at this instant or later.</summary>
    QueryInstant? CreatedSince { get; }

    /// <summary>Made or changed at this instant or later.</summary>
    QueryInstant? UpdatedSince { get; }

    /// <summary>Up to ten words that must all be in description, merchant or the bank's reference, or be a part of what is there, without case.</summary>
    string? Q { get; }
}

internal static class TransactionQuery
{
    /// <summary>The conditions.</summary>
    public static TransactionFilter Filter(this ITransactionQuery r, Guid bookId, TransactionOrder? order = null) =>
        new TransactionFilter(bookId, order)
            .Where("t.transaction_id = any(?)", Of(r.Ids), rare: true)
            .Where("t.account_id = ?", r.AccountId is { } account ? Parameter(account) : null)
            .Where("t.account_id = any(?)", Of(r.AccountIds), rare: true)
            .InCategory(r.CategoryId, withChildren: (r.IncludeChildren ?? r.Children) != false)
            .Uncategorised(r.Uncategorised == true)
            .WithFlow(r.Type)
            .WithFlow(r.Flow)
            .WithStatus(r.Status)
            .Reconciled(r.Reconciled)
            .Where("t.date >= ?", r.StartDate is { } start ? Parameter(start.Day) : null)
            .Where("t.date <= ?", r.EndDate is { } end ? Parameter(end.Day) : null)
            .Where("t.amount >= ?", r.MinAmount is { } min ? Parameter(min.Value) : null, rare: true)
            .Where("t.amount <= ?", r.MaxAmount is { } max ? Parameter(max.Value) : null, rare: true)
            .Where("name_keys(t.tags) @> array[name_key(?)] and t.tags <> '{}'", r.Tag is null ? null : Parameter(r.Tag), rare: true)
            .WithTags(r.Tags?.Values, all: r.TagMode == "all")
            .Where("t.created_at >= ?", r.CreatedSince is { } created ? Parameter(created.At) : null, rare: true)
            .Where("t.updated_at >= ?", r.UpdatedSince is { } updated ? Parameter(updated.At) : null, rare: true)
            .WithWords(Words(r.Q));

    private static Npgsql.NpgsqlParameter? Of(QueryIds? ids) => ids is null ? null : Parameter([.. ids.Values]);

    public static IReadOnlyList<string> Words(string? q) => (q ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
}

internal sealed class TransactionQueryValidator : Validator<ITransactionQuery>
{
    private const int MaxWords = 10;

    public TransactionQueryValidator()
    {
        RuleFor(r => r.Type).OneOf("income", "expense", "refund", "transfer", "adjustment");
        RuleFor(r => r.Flow).OneOf("income", "expense", "refund", "transfer", "adjustment");
        RuleFor(r => r.TagMode).OneOf("any", "all");
        RuleFor(r => r.Children)
            .Must((r, c) => c is null || r.IncludeChildren is null)
            .WithMessage("Must be omitted beside includeChildren.");
        RuleFor(r => r.Tags)
            .Must(tags => tags is null || tags.Values.All(Rules.IsTag))
            .WithMessage("Each tag has 1 to 50 characters, one of them visible.");
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
