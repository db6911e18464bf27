namespace Rupaya.Features.Accounts.ReconcileAccount;

/// <summary>What the bank says.</summary>
/// <param name="StatementDate">The last day of the statement.</param>
/// <param name="StatementBalance">The balance at its end, in the account's currency.</param>
internal sealed record ReconcileAccountRequest(DateOnly? StatementDate, decimal? StatementBalance);

/// <param name="Difference">What the statement says less what is cleared; 0 proves the account.</param>
/// <param name="Cleared">The opening balance and everything cleared up to the day.</param>
/// <param name="Pending">The sum of what is still pending up to the day: in neither.</param>
/// <param name="Locked">How many transactions this locked; 0 with a difference.</param>
internal sealed record ReconciliationView(decimal Difference, decimal Cleared, decimal Pending, int Locked);

internal sealed class ReconcileAccountEndpoint(ReconcileAccountHandler handler) : ApiEndpoint<ReconcileAccountRequest, ReconciliationView>
{
    public override void Configure()
    {
        Post("/accounts/{accountId:guid}/reconcile");
        Describe(
            "Compare an account with a statement",
            "At difference 0 everything cleared up to the statement's day is locked: an edit or delete of it is 409 reconciled unless forced with "
                + "a reason. With a difference nothing changes. 400 currency_precision."
        );
        Idempotent();
        InBook();
        Refuses(Problems.CurrencyPrecision, Problems.Reconciled);
    }

    public override Task HandleAsync(ReconcileAccountRequest request, CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(Id("accountId"), request, Caller, cancellation));
}
