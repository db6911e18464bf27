using Rupaya.Infrastructure.Persistence.Entities;

namespace Rupaya.Features.Transactions;

/// <summary>An expense takes an expense category, income an income category, and a refund the category of what was paid.</summary>
internal static class CategoryKind
{
    private static readonly Error Wrong = Error.Invalid("category_kind", "The category is of the other kind.", "categoryId");

    public static Error? Check(Category? category, string flow) =>
        category is null || category.Kind == (flow == "income" ? "income" : "expense") ? null : Wrong;
}
