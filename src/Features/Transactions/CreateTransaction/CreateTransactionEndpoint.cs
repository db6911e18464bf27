namespace Rupaya.Features.Transactions.CreateTransaction;

/// <summary>What to record.</summary>
/// <param name="Amount">Above 0, at most 999 999 999, in major units of the account's currency and no finer than its minor unit.</param>
/// <param name="Type"><c>income</c> or <c>expense</c>; may be omitted where there is a <paramref name="Flow"/>.</param>
/// <param name="Flow">
/// <c>income</c>, <c>expense</c>, or <c>refund</c> for money that came back without a known original: it lowers expenses and the (expense) category.
/// </param>
/// <param name="Currency">Must be the account's; the account's when omitted.</param>
/// <param name="CategoryId">Omitted where there are splits; a refund takes the category of what was paid.</param>
/// <param name="Date">Civil date of the book; today in its zone when omitted.</param>
/// <param name="Status"><c>cleared</c> (default) or <c>pending</c>.</param>
/// <param name="Splits">The parts, when it belongs to several categories; together exactly the amount.</param>
/// <param name="RefundOf">The expense that this income gives back, in part or whole: it lowers expenses and is no income.</param>
internal sealed record CreateTransactionRequest(
    Guid? AccountId,
    decimal? Amount,
    string? Type,
    string? Flow,
    string? Currency,
    Guid? CategoryId,
    string? Description,
    string? Merchant,
    DateOnly? Date,
    string[]? Tags,
    string? Status,
    SplitPart[]? Splits,
    Guid? RefundOf
) : INewTransaction;

internal sealed class CreateTransactionEndpoint(CreateTransactionHandler handler) : ApiEndpoint<CreateTransactionRequest, TransactionView>
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

    public override Task HandleAsync(CreateTransactionRequest request, CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(request, Caller, cancellation));
}
