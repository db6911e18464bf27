using Rupaya.Domain.Analytics;
using Rupaya.Infrastructure.Figures;

namespace Rupaya.Features.Transactions.SumTransactions;

/// <summary>Which transactions.</summary>
internal sealed record SumTransactionsRequest(
    QueryIds? Ids,
    Guid? AccountId,
    QueryIds? AccountIds,
    Guid? CategoryId,
    bool? IncludeChildren,
    bool? Children,
    bool? Uncategorised,
    string? Type,
    string? Flow,
    string? Status,
    bool? Reconciled,
    QueryDate? StartDate,
    QueryDate? EndDate,
    QueryNumber? MinAmount,
    QueryNumber? MaxAmount,
    string? Tag,
    QueryWords? Tags,
    string? TagMode,
    QueryInstant? CreatedSince,
    QueryInstant? UpdatedSince,
    string? Q
) : ITransactionQuery;

/// <summary>
/// What a list of transactions comes to, every row as a whole: in the book's currency, converted as the dashboard converts; and by currency as it
/// is.
/// </summary>
/// <param name="Count">How many there are.</param>
/// <param name="Currency">The book's, in which the converted amounts are.</param>
/// <param name="Income">What was earned.</param>
/// <param name="Expenses">What was spent, less refunds.</param>
/// <param name="Refunds">What of that was given back.</param>
/// <param name="TransfersIn">What came from other accounts.</param>
/// <param name="TransfersOut">What went to other accounts.</param>
/// <param name="Net">What came in less what went out, transfers and adjustments included.</param>
/// <param name="ByCurrency">The same for each currency; nothing is converted.</param>
/// <param name="MissingRates">What is in another currency without a rate: it is in none of the converted amounts.</param>
/// <param name="Currencies">The older form of <paramref name="ByCurrency"/>.</param>
internal sealed record TransactionSummary(
    long Count,
    string Currency,
    decimal Income,
    decimal Expenses,
    decimal Refunds,
    decimal TransfersIn,
    decimal TransfersOut,
    decimal Net,
    IReadOnlyList<CurrencySummary> ByCurrency,
    IReadOnlyList<MissingRate> MissingRates,
    IReadOnlyList<TransactionSum> Currencies
);

/// <summary>What transactions of one currency come to, in its major units.</summary>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Count">How many transactions.</param>
/// <param name="In">What came in.</param>
/// <param name="Out">What went out.</param>
/// <param name="Income">What was earned.</param>
/// <param name="Expenses">What was spent, less refunds.</param>
/// <param name="Refunds">What of that was given back.</param>
/// <param name="TransfersIn">What came from other accounts.</param>
/// <param name="TransfersOut">What went to other accounts.</param>
/// <param name="Net">What came in less what went out.</param>
internal sealed record CurrencySummary(
    string Currency,
    long Count,
    decimal In,
    decimal Out,
    decimal Income,
    decimal Expenses,
    decimal Refunds,
    decimal TransfersIn,
    decimal TransfersOut,
    decimal Net
)
{
    public static CurrencySummary From(string currency, TransactionTotals t) =>
        new(currency, t.Count, t.In, t.Out, t.Income, t.Expenses, t.Refunds, t.TransfersIn, t.TransfersOut, t.Net);
}

/// <summary>What transactions of one currency come to.</summary>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Count">How many transactions.</param>
/// <param name="In">What came in, in major units of the currency.</param>
/// <param name="Out">What went out.</param>
/// <param name="Net">What came in less what went out.</param>
internal sealed record TransactionSum(string Currency, long Count, decimal In, decimal Out, decimal Net);

internal sealed class SumTransactionsEndpoint(SumTransactionsHandler handler) : ApiEndpoint<SumTransactionsRequest, TransactionSummary>
{
    public override void Configure()
    {
        Get("/transactions/summary");
        Describe(
            "What a list of transactions comes to",
            "The filters of the list. In the book's currency as the dashboard converts, and by currency as it is. 503 search_timeout after a second."
        );
        InBook();
        Tagged();
        Refuses(Problems.SearchTimeout);
    }

    public override Task HandleAsync(SumTransactionsRequest request, CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(request, List, IfNoneMatch, Caller, cancellation));
}
