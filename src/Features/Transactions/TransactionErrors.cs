namespace Rupaya.Features.Transactions;

/// <summary>Refusals that several slices of the area share.</summary>
internal static class TransactionErrors
{
    public static readonly Error Archived = Problems.AccountArchived.Error;

    public static readonly Error HasRefunds = Problems.HasRefunds.Error;

    public static readonly Error SameAccount = Problems.SameAccount.About("toAccountId");
}
