namespace Rupaya.Features.Accounts.UpdateAccount;

/// <summary>What to change: a field that is omitted stays.</summary>
/// <param name="OverdraftLimit">How far below zero new expenses may take the balance, in major units.</param>
/// <param name="IsArchived">True keeps its history and takes nothing new.</param>
/// <param name="OpeningBalance">In major units, negative for what is owed; it is posted anew.</param>
/// <param name="OpeningDate">Null: before everything.</param>
internal sealed record UpdateAccountRequest(
    Optional<string?> Name,
    Optional<decimal?> OverdraftLimit,
    Optional<bool?> IsArchived,
    Optional<decimal?> OpeningBalance,
    Optional<DateOnly?> OpeningDate
);

internal sealed class UpdateAccountEndpoint(UpdateAccountHandler handler) : ApiEndpoint<UpdateAccountRequest, AccountView>
{
    public override void Configure()
    {
        Put("/accounts/{accountId:guid}");
        Describe(
            "Rename, limit or archive an account, or correct its opening",
            "If-Match makes it conditional: 412 stale_version with the current version. A changed opening is posted anew: 409 reconciled where a "
                + "reconciliation covers it. 400 currency_precision."
        );
        InBook();
        Versioned();
        Refuses(Problems.CurrencyPrecision, Problems.Reconciled);
    }

    public override Task HandleAsync(UpdateAccountRequest request, CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(Id("accountId"), request, IfMatch, Caller, cancellation));
}
