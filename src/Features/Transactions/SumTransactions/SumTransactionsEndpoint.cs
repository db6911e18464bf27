using Rupaya.Infrastructure.Figures;

namespace Rupaya.Features.Transactions.SumTransactions;

/// <summary>Which transactions.</summary>
internal sealed record SumTransactionsRequest(
    Guid? AccountId,
    Guid? CategoryId,
    bool? Children,
    bool? Uncategorised,
    string? Type,
    string? Status,
    QueryDate? StartDate,
    QueryDate? EndDate,
    QueryNumber? MinAmount,
    QueryNumber? MaxAmount,
    string? Tag,
    string? Q
) : ITransactionQuery;

/// <summary>What a list of transactions comes to: every row as a whole, transfers and adjustments included.</summary>
/// <param name="Count">How many there are.</param>
/// <param name="Currencies">By currency code; nothing is converted.</param>
internal sealed record TransactionSummary(long Count, IReadOnlyList<TransactionSum> Currencies);

internal sealed class SumTransactionsEndpoint(SumTransactionsHandler handler) : ApiEndpoint<SumTransactionsRequest, TransactionSummary>
{
    public override void Configure()
    {
        Get("/transactions/summary");
        Describe("What a list of transactions comes to, by currency", "The filters of the list. 503 search_timeout after a second.");
        InBook();
        Refuses(Problems.SearchTimeout);
    }

    public override Task HandleAsync(SumTransactionsRequest request, CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(request, Caller, cancellation));
}
