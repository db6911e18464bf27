namespace Rupaya.Features.Transactions.ListTransactions;

/// <summary>Filters; those given must all hold.</summary>
/// <param name="Type"><c>income</c> (without refunds), <c>expense</c>, <c>refund</c>, <c>transfer</c> or <c>adjustment</c>.</param>
/// <param name="Q">Up to ten words that must all be in description or merchant, or be a part of what is there, without case.</param>
/// <param name="Limit">1 to 200, 50 when omitted.</param>
/// <param name="Cursor">From the <c>Link</c> of the page before.</param>
internal sealed record ListTransactionsRequest(
    Guid? AccountId,
    Guid? CategoryId,
    string? Type,
    string? Status,
    QueryDate? StartDate,
    QueryDate? EndDate,
    QueryNumber? MinAmount,
    QueryNumber? MaxAmount,
    string? Tag,
    string? Q,
    int? Limit,
    string? Cursor,
    int? Offset
)
{
    public static IReadOnlyList<string> Words(string? q) => (q ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
}

internal sealed class ListTransactionsEndpoint : IEndpoint
{
    public void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet(
                "/transactions",
                (
                    [AsParameters] ListTransactionsRequest request,
                    Caller caller,
                    ListTransactionsHandler handler,
                    HttpContext http,
                    CancellationToken cancellation
                ) => handler.HandleAsync(request, caller, cancellation).ToHttp(http)
            )
            .WithName("ListTransactions")
            .WithTags("Transactions")
            .WithSummary("Transactions, newest first")
            .WithDescription(
                "Ordered by date and id, descending. The next page is in Link: rel=\"next\". 400 invalid_cursor; 503 search_timeout after a second."
            )
            .Produces<IReadOnlyList<TransactionView>>()
            .Problems(400, 401, 404, 503);
}
