using Rupaya.Domain.Ledger;
using Rupaya.Domain.Money;
using Rupaya.Infrastructure.Ledger.Writing;
using Rupaya.Infrastructure.Postgres.Entities;

namespace Rupaya.Features.Transactions.UpdateTransaction;

/// <summary>The edit of income, an expense or a refund; what was refunded and its refunds stay consistent.</summary>
internal static class SingleEdit
{
    public static async Task<Result<Transaction>> DecideAsync(
        Transaction before,
        Edit edit,
        LockedBook book,
        BookCommit commit,
        CancellationToken cancellation
    )
    {
        var original = await OriginalAsync(before, book, cancellation);
        var after = Reconciled.Loosen(before, Apply(edit.Request, before, book));
        if (original is not null && Refunds.CategoryOf(original, after.CategoryId) is { IsSuccess: true } category)
        {
            after = after with { CategoryId = category.Value };
        }
        var refused =
            TypeFits(edit.Request, before)
            ?? Currency.Of(after.Currency).Check(after.Amount)
            ?? SplitRules.Check([.. after.Splits.Select(s => s.Amount)], after.Amount, Currency.Of(after.Currency))
            ?? SplitCategories.Check(after, book)
            ?? AsRefund(original, after, book)
            ?? AsRefunded(before, after)
            ?? commit.CheckOverdraft(before, after);
        if (refused is not null)
        {
            return refused;
        }
        after = after with { Version = commit.NextSeq };
        commit.Record(before, after, ((IForced)edit.Request).ReasonFor(before));
        if (original is not null && after.Amount != before.Amount)
        {
            Refunds.Adjust(original, after.Amount - before.Amount, book, commit);
        }
        if (after.CategoryId != before.CategoryId)
        {
            FollowCategory(after, book, commit);
        }
        return after;
    }

    /// <summary>What a refund refunds; also loads the refunds that have to be looked at.</summary>
    private static async Task<Transaction?> OriginalAsync(Transaction before, LockedBook book, CancellationToken cancellation)
    {
        if (before.RefundOf is null)
        {
            if (before.RefundedAmount > 0)
            {
                await book.LoadRefundsAsync([before.TransactionId], cancellation);
            }
            return null;
        }
        await book.LoadTransactionAsync(before.RefundOf.Value, cancellation);
        await book.LoadRefundsAsync([before.RefundOf.Value], cancellation);
        return book.Transactions[before.RefundOf.Value];
    }

    private static Transaction Apply(UpdateTransactionRequest request, Transaction before, LockedBook book)
    {
        var flow = Flow(request, before, book);
        var splits = request switch
        {
            { Splits.IsGiven: true } => (request.Splits.Value ?? [])
                .Select(s => new Split(s.CategoryId, s.Amount!.Value, s.Description))
                .ToArray(),
            { CategoryId.IsGiven: true } => [],
            _ => before.Splits,
        };
        return before with
        {
            AccountId = request.AccountId.Or(before.AccountId)!.Value,
            Flow = flow,
            Direction =
                flow == "adjustment" ? before.Direction
                : flow == "expense" ? "out"
                : "in",
            Amount = request.Amount.Or(before.Amount)!.Value,
            CategoryId = splits.Count > 0 ? null : request.CategoryId.Or(before.CategoryId),
            Description = request.Description.Or(before.Description),
            Merchant = request.Merchant.Or(before.Merchant),
            Date = request.Date.Or(before.Date)!.Value,
            Tags = request.Tags.Or(before.Tags) ?? [],
            Status = request.Status.Or(before.Status)!,
            Splits = splits,
            UpdatedAt = book.At,
        };
    }

    /// <summary>
    /// A given flow counts. A refund stays one: type income alone does not turn it into earnings. One that names no original, as a statement brings
    /// it, becomes income when it is put into a category of income.
    /// </summary>
    private static string Flow(UpdateTransactionRequest request, Transaction before, LockedBook book)
    {
        if (request.Flow.IsGiven)
        {
            return request.Flow.Value!;
        }
        if (before.Flow != "refund" || request.Type is { IsGiven: true, Value: "expense" })
        {
            return request.Type.IsGiven ? request.Type.Value! : before.Flow;
        }
        var category = book.Category(request.CategoryId.Value);
        var isEarned = before.RefundOf is null && category is { IsSuccess: true, Value.Kind: "income" };
        return isEarned ? "income" : "refund";
    }

    private static Error? TypeFits(UpdateTransactionRequest request, Transaction before)
    {
        var (name, given) = request.Flow.IsGiven ? ("flow", request.Flow.Value) : ("type", request.Type.Value);
        if (before.Flow == "adjustment")
        {
            return given is not (null or "adjustment") ? Error.Field(name, "An adjustment stays one.")
                : request.CategoryId.Value is not null ? Error.Field("categoryId", "An adjustment has no category.")
                : request.Splits.Value is { Length: > 0 } ? Error.Field("splits", "An adjustment has no category.")
                : null;
        }
        return given switch
        {
            "transfer" => Error.Field(name, "A transfer is made with POST /transfers."),
            "adjustment" => Error.Field(name, "An adjustment is made with POST /accounts/{accountId}/adjust."),
            "expense" when before.RefundOf is not null => Error.Field(name, "A refund stays one."),
            "income" when before.RefundOf is not null && request.Flow.IsGiven => Error.Field(name, "A refund stays one."),
            _ => null,
        };
    }

    private static Error? AsRefund(Transaction? original, Transaction after, LockedBook book)
    {
        if (original is null)
        {
            return null;
        }
        return (after.Splits.Count > 0 ? Error.Field("splits", "A refund is in one category.") : null)
            ?? (Refunds.CategoryOf(original, after.CategoryId).Error)
            ?? Refunds.Exceed(original, book.RefundsOf(original.TransactionId), after);
    }

    private static Error? AsRefunded(Transaction before, Transaction after)
    {
        if (before.RefundedAmount == 0)
        {
            return null;
        }
        if (after.Flow != before.Flow || !after.Splits.SequenceEqual(before.Splits))
        {
            return TransactionErrors.HasRefunds;
        }
        return after.Amount < before.RefundedAmount ? Problems.RefundExceeds.Because("More than that was refunded.", "amount") : null;
    }

    /// <summary>
    /// A refund lowers the category of what was paid, so it goes where that goes; a reconciled one as well, for a category is not what a
    /// statement proves.
    /// </summary>
    private static void FollowCategory(Transaction original, LockedBook book, BookCommit commit)
    {
        foreach (var refund in book.RefundsOf(original.TransactionId).OrderBy(r => r.TransactionId).ToList())
        {
            var after = refund with { CategoryId = original.CategoryId, Version = commit.NextSeq, UpdatedAt = book.At };
            commit.Record(refund, after);
        }
    }
}
