namespace Rupaya.Features.Transactions.UpdateTransaction;

/// <summary>What to change: a field that is omitted stays, null clears it where it can be empty.</summary>
/// <param name="Amount">As for creation.</param>
/// <param name="Type">A transfer stays one, and so does a refund, but one without refundOf that is put into a category of income.</param>
/// <param name="Flow">income, expense or refund: makes income a refund without original, or such a refund income. Of the others it stays.</param>
/// <param name="Splits">The parts; empty or null makes it a transaction of one category.</param>
/// <param name="Date">Civil date of the book.</param>
/// <param name="Force">True changes what is reconciled; needs a reason.</param>
/// <param name="Reason">Kept in the history.</param>
internal sealed record UpdateTransactionRequest(
    Optional<Guid?> AccountId,
    Optional<decimal?> Amount,
    Optional<string?> Type,
    Optional<string?> Flow,
    Optional<Guid?> CategoryId,
    Optional<SplitPart[]?> Splits,
    Optional<string?> Description,
    Optional<string?> Merchant,
    Optional<DateOnly?> Date,
    Optional<string[]?> Tags,
    Optional<string?> Status,
    [property: QueryParam, JsonIgnore] bool? Force,
    [property: QueryParam, JsonIgnore] string? Reason
) : ITransactionEdit;

internal sealed class UpdateTransactionEndpoint(UpdateTransactionHandler handler) : ApiEndpoint<UpdateTransactionRequest, TransactionView>
{
    public override void Configure()
    {
        Put("/transactions/{transactionId:guid}");
        Describe(
            "Change a transaction",
            "Posts the reversal of what it was and the new posting. If-Match makes it conditional: 412 stale_version with the current "
                + "version. An edit whose net effect on an account is negative respects its overdraft limit. Date, description and, within "
                + "one currency, amount of a transfer change on both legs. A category given for a split transaction ends the split. 400 as for "
                + "creation, same_account; 409 reconciled, has_refunds."
        );
        InBook();
        Versioned();
        Refuses(
            Problems.CategoryKind,
            Problems.CurrencyMismatch,
            Problems.HasRefunds,
            Problems.InsufficientBalance,
            Problems.Reconciled,
            Problems.RefundExceeds,
            Problems.SameAccount,
            Problems.SplitsDoNotSum
        );
    }

    public override Task HandleAsync(UpdateTransactionRequest request, CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(Id("transactionId"), new Edit(request, IfMatch), Caller, cancellation));
}
