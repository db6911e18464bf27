using Rupaya.Domain.Money;

namespace Rupaya.Features.Transactions;

/// <summary>Refusals that several slices of the area share.</summary>
internal static class TransactionErrors
{
    public static readonly Error Archived = Error.Conflict("account_archived", "The account is archived.");

    public static readonly Error HasRefunds = Error.Conflict("has_refunds", "The expense has refunds: delete or change those first.");

    public static readonly Error SameAccount = Error.Invalid("same_account", "A transfer is between two accounts.", "toAccountId");
}
