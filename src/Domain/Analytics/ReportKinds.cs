namespace Rupaya.Domain.Analytics;

/// <summary>What a report puts into rows.</summary>
public static class ReportKinds
{
    /// <summary>Top-level categories with their children in them, income and expenses.</summary>
    public const string IncomeStatement = "income-statement";

    /// <summary>Each category for itself.</summary>
    public const string ByCategory = "by-category";

    /// <summary>Merchants, however their names are capitalised.</summary>
    public const string ByMerchant = "by-merchant";

    /// <summary>Tags; what has several is in several rows and once in the totals.</summary>
    public const string ByTag = "by-tag";

    /// <summary>Accounts.</summary>
    public const string ByAccount = "by-account";

    /// <summary>Book months.</summary>
    public const string YearInReview = "year-in-review";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [IncomeStatement, ByCategory, ByMerchant, ByTag, ByAccount, YearInReview];
}
