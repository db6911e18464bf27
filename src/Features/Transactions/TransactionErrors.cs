using Rupaya.Domain.Money;

namespace Rupaya.Features.Transactions;

/// <summary>Refusals that several slices of the area share.</summary>
internal static class TransactionErrors
{
    public static readonly Error Archived = Error.Conflict("account_archived", "The account is archived.");

    public static readonly Error HasRefunds = Error.Conflict("has_refunds", "The expense has refunds: delete or change those first.");

    public static readonly Error SameAccount = Error.Invalid("same_account", "A transfer is between two accounts.", "toAccountId");

    /// <summary>400 <c>currency_precision</c> for an amount finer than the currency's minor unit.</summary>
    public static Error? Precision(decimal amount, string currency, string field = "amount") =>
        Currency.Of(currency).Fits(amount)
            ? null
            : Error.Invalid("currency_precision", $"The amount has more decimals than {currency}.", field);
}
