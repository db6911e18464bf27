using Rupaya.Domain.Text;

namespace Rupaya.Domain.Books;

/// <summary>The categories every new book starts with.</summary>
public static class DefaultCategories
{
    /// <summary>Kind <c>expense</c>.</summary>
    public static readonly IReadOnlyList<string> Expense =
    [
        "Groceries",
        "Dining",
        "Transport",
        "Utilities",
        "Rent",
        "Entertainment",
        "Health",
        "Shopping",
        "Education",
        "Travel",
        "Insurance",
        "Fees",
        "Taxes",
        "Gifts",
    ];

    /// <summary>Kind <c>income</c>.</summary>
    public static readonly IReadOnlyList<string> Income = ["Salary", "Freelance", "Interest", "Refund", "Income"];

    /// <summary>True when the name is one of the default income names.</summary>
    /// <param name="key">The name's <see cref="NameKey"/>.</param>
    public static bool IsIncomeName(string key) => Income.Any(name => NameKey.Of(name) == key);
}
