using Rupaya.Domain.Ledger;
using Rupaya.Domain.Results;

namespace Rupaya.Domain.Transactions;

/// <summary>Which flow a single transaction has after an edit, and which it cannot get.</summary>
internal static class EditedFlow
{
    /// <summary>
    /// A given flow counts. A refund stays one: type income alone does not turn it into earnings. One that names no original, as a statement brings
    /// it, becomes income when it is put into a category of income.
    /// </summary>
    public static Flow Of(TransactionEdit edit, Transaction before, BookFacts book)
    {
        if (edit.Flow.IsGiven)
        {
            return edit.Flow.Value!.Value;
        }
        if (before.Flow != Flow.Refund || edit.Type is { IsGiven: true, Value: Flow.Expense })
        {
            return edit.Type.IsGiven ? edit.Type.Value!.Value : before.Flow;
        }
        var category = book.Category(edit.CategoryId.Value);
        var isEarned = before.RefundOf is null && category is { IsSuccess: true, Value.Kind: "income" };
        return isEarned ? Flow.Income : Flow.Refund;
    }

    /// <summary>400 for a flow or type that it cannot get, named by the member that asked for it.</summary>
    public static Error? Check(TransactionEdit edit, Transaction before)
    {
        var (name, given) = edit.Flow.IsGiven ? ("flow", edit.Flow.Value) : ("type", edit.Type.Value);
        if (before.Flow == Flow.Adjustment)
        {
            return given is not (null or Flow.Adjustment) ? Error.Field(name, "An adjustment stays one.")
                : edit.CategoryId.Value is not null ? Error.Field("categoryId", "An adjustment has no category.")
                : edit.Splits.Value is { Count: > 0 } ? Error.Field("splits", "An adjustment has no category.")
                : null;
        }
        return given switch
        {
            Flow.Transfer => Error.Field(name, "A transfer is made with POST /transfers."),
            Flow.Adjustment => Error.Field(name, "An adjustment is made with POST /accounts/{accountId}/adjust."),
            Flow.Expense when before.RefundOf is not null => Error.Field(name, "A refund stays one."),
            Flow.Income when before.RefundOf is not null && edit.Flow.IsGiven => Error.Field(name, "A refund stays one."),
            _ => null,
        };
    }
}
