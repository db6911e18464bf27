namespace Rupaya.Features.Transactions.DeleteTransaction;

/// <param name="Force">True deletes what is reconciled; needs a reason.</param>
/// <param name="Reason">Kept in the history.</param>
internal sealed record DeleteTransactionRequest(bool? Force, string? Reason) : IForced;

/// <param name="Success">Always true; a refusal is a problem.</param>
internal sealed record DeleteTransactionResponse(bool Success);

internal sealed class DeleteTransactionEndpoint(DeleteTransactionHandler handler)
    : ApiEndpoint<DeleteTransactionRequest, DeleteTransactionResponse>
{
    public override void Configure()
    {
        Delete("/transactions/{transactionId:guid}");
        Describe(
            "Delete a transaction",
            "Posts the reversal; the row stays as a tombstone for sync and history. A transfer goes with both its legs. 409 reconciled unless "
                + "forced with a reason, has_refunds; 412 stale_version with If-Match."
        );
        InBook();
        Versioned();
        Refuses(Problems.HasRefunds, Problems.Reconciled);
    }

    public override Task HandleAsync(DeleteTransactionRequest request, CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(Id("transactionId"), IfMatch, request, Caller, cancellation));
}
