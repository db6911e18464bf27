namespace Rupaya.Features.Transactions.CreateTransaction;

/// <summary>What to record.</summary>
/// <param name="Amount">Above 0, at most 999 999 999, in major units of the account's currency and no finer than its minor unit.</param>
/// <param name="Type"><c>income</c> or <c>expense</c>.</param>
/// <param name="Currency">Must be the account's; the account's when omitted.</param>
/// <param name="Date">Civil date of the book; today in its zone when omitted.</param>
/// <param name="Status"><c>cleared</c> (default) or <c>pending</c>.</param>
/// <param name="RefundOf">Refused: booking a refund as income would be wrong money.</param>
/// <param name="Splits">Refused: booking the parts under one category would be wrong totals.</param>
internal sealed record CreateTransactionRequest(
    Guid? AccountId,
    decimal? Amount,
    string? Type,
    string? Currency,
    Guid? CategoryId,
    string? Description,
    string? Merchant,
    DateOnly? Date,
    string[]? Tags,
    string? Status,
    Guid? RefundOf,
    System.Text.Json.JsonElement? Splits
);

internal sealed class CreateTransactionEndpoint : IEndpoint
{
    public void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost(
                "/transactions",
                (CreateTransactionRequest request, Caller caller, CreateTransactionHandler handler, CancellationToken cancellation) =>
                    handler.HandleAsync(request, caller, cancellation).ToHttp()
            )
            .WithName("CreateTransaction")
            .WithTags("Transactions")
            .WithSummary("Record income or an expense")
            .WithDescription(
                "400 insufficient_balance, currency_mismatch, currency_precision, category_kind; 404 for an unknown account or category; "
                    + "409 account_archived. Send an Idempotency-Key to make a retry safe."
            )
            .Idempotent()
            .Produces<TransactionView>(StatusCodes.Status201Created)
            .Problems(400, 401, 403, 404, 409, 422, 503);
}
