using Rupaya.Features.Transactions;

namespace Rupaya.Features.Accounts.AdjustAccount;

/// <summary>What the account really holds.</summary>
/// <param name="Balance">At the end of the day, in the account's currency.</param>
/// <param name="Date">Civil date of the book, today or before; today when omitted.</param>
/// <param name="Reason">Why the books say something else; kept as the adjustment's description.</param>
internal sealed record AdjustAccountRequest(decimal? Balance, DateOnly? Date, string? Reason);

/// <param name="Difference">What was posted: the balance that is given less what the books said.</param>
/// <param name="Transaction">The adjustment; null where there was no difference.</param>
internal sealed record AdjustmentView(decimal Difference, TransactionView? Transaction);

internal sealed class AdjustAccountEndpoint(AdjustAccountHandler handler) : ApiEndpoint<AdjustAccountRequest, AdjustmentView>
{
    public override void Configure()
    {
        Post("/accounts/{accountId:guid}/adjust");
        Describe(
            "Make an account hold what it really holds",
            "The difference is posted as an adjustment, in neither income nor expenses: 201 with the transaction, or 200 where there is none. "
                + "400 currency_precision; 409 account_archived, and reconciled where a reconciliation covers the day."
        );
        Idempotent();
        Answers(StatusCodes.Status201Created, StatusCodes.Status200OK);
        InBook();
        Tagged(always: false);
        Refuses(Problems.AccountArchived, Problems.CurrencyPrecision, Problems.Reconciled);
    }

    public override Task HandleAsync(AdjustAccountRequest request, CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(Id("accountId"), request, Caller, cancellation));
}
