namespace Rupaya.Features.Transactions.CreateTransaction;

internal sealed class CreateTransactionEndpoint(CreateTransactionHandler handler) : ApiEndpoint<TransactionBody, TransactionView>
{
    public override void Configure()
    {
        Post("/transactions");
        Describe(
            "Record income, an expense or a refund",
            "400 insufficient_balance, currency_mismatch, currency_precision, splits_do_not_sum, category_kind, refund_exceeds; 404 for an "
                + "unknown account, category or original; 409 account_archived. Send an Idempotency-Key to make a retry safe."
        );
        Idempotent();
        Answers(StatusCodes.Status201Created);
        InBook();
        Tagged();
        Refuses(
            Problems.AccountArchived,
            Problems.CategoryKind,
            Problems.CurrencyMismatch,
            Problems.CurrencyPrecision,
            Problems.InsufficientBalance,
            Problems.RefundExceeds,
            Problems.SplitsDoNotSum
        );
    }

    public override Task HandleAsync(TransactionBody request, CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(request, Caller, cancellation));
}
