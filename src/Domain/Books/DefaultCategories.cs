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

    /// <summary>True when the name (without case) is one of the default income names.</summary>
    public static bool IsIncomeName(string name) => Income.Contains(name, StringComparer.OrdinalIgnoreCase);
}
