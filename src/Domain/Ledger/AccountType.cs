namespace Rupaya.Domain.Ledger;

/// <summary>The account types of the contract, by their stored names.</summary>
public static class AccountType
{
    /// <summary>All types.</summary>
    public static readonly IReadOnlySet<string> All = new HashSet<string>(StringComparer.Ordinal)
    {
        "checking",
        "savings",
        "cash",
        "credit_card",
        "loan",
        "investment",
        "wallet",
    };
}
