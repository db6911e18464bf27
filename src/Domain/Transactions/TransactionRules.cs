using Rupaya.Domain.Ledger;
using Rupaya.Domain.Money;
using Rupaya.Domain.Results;

namespace Rupaya.Domain.Transactions;

/// <summary>What holds for every transaction, however it came to be.</summary>
public static class TransactionRules
{
    private static readonly Error WrongKind = Problems.CategoryKind.About("categoryId");

    /// <summary>400 <c>currency_precision</c> or <c>splits_do_not_sum</c>; null when the amount and its parts fit the currency.</summary>
    public static Error? CheckAmounts(decimal amount, IReadOnlyList<Split> splits, Currency currency)
    {
        ArgumentNullException.ThrowIfNull(splits);
        ArgumentNullException.ThrowIfNull(currency);
        return currency.Check(amount) ?? SplitRules.Check([.. splits.Select(s => s.Amount)], amount, currency);
    }

    /// <summary>
    /// The category of a transaction or of each of its parts: there, and of the right kind. An expense takes an expense category, income an income
    /// category, and a refund the category of what was paid. 404, or 400 <c>category_kind</c>.
    /// </summary>
    public static Error? CheckCategories(Transaction transaction, BookFacts book)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        return CheckCategories(transaction.Flow, transaction.CategoryId, transaction.Splits, book);
    }

    /// <summary>The same for what a schedule will post.</summary>
    public static Error? CheckCategories(Flow flow, Guid? categoryId, IReadOnlyList<Split> splits, BookFacts book)
    {
        ArgumentNullException.ThrowIfNull(splits);
        ArgumentNullException.ThrowIfNull(book);
        var kind = flow == Flow.Income ? "income" : "expense";
        var ids = splits.Count == 0 ? [categoryId] : splits.Select(s => s.CategoryId);
        foreach (var category in ids.Select(book.Category))
        {
            if ((category.Error ?? (category.Value is null || category.Value.Kind == kind ? null : WrongKind)) is { } refused)
            {
                return refused;
            }
        }
        return null;
    }
}
