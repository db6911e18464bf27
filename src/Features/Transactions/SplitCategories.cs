using Rupaya.Infrastructure.Ledger.Writing;
using Rupaya.Infrastructure.Postgres.Entities;

namespace Rupaya.Features.Transactions;

/// <summary>
/// The category of a transaction or of each of its parts: there, and of the right kind. An expense takes an expense category, income an income
/// category, and a refund the category of what was paid.
/// </summary>
internal static class SplitCategories
{
    private static readonly Error WrongKind = Problems.CategoryKind.About("categoryId");

    public static Error? Check(Transaction transaction, LockedBook book)
    {
        var ids = transaction.Splits.Count == 0 ? [transaction.CategoryId] : transaction.Splits.Select(s => s.CategoryId);
        var kind = transaction.Flow == "income" ? "income" : "expense";
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
