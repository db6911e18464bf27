namespace Rupaya.Features.Analytics.ExportTransactions;

/// <param name="Format">csv (default; RFC 4180, UTF-8 with byte order mark) or json.</param>
/// <param name="StartDate">With <paramref name="EndDate"/>; everything when both are omitted.</param>
internal sealed record ExportTransactionsRequest(string? Format, QueryDate? StartDate, QueryDate? EndDate) : IRangeQuery;

internal sealed class ExportTransactionsEndpoint(ExportTransactionsHandler handler) : ApiEndpoint<ExportTransactionsRequest, byte[]>
{
    public override void Configure()
    {
        Get("/analytics/export");
        Describe(
            "All transactions of a range, oldest first, as a file of any size",
            "From one snapshot. Cells that a spreadsheet would run as a formula get an apostrophe in front."
        );
        LimitedAs(RatePolicy.Sensitive);
        AnswersFile("text/csv", "application/json");
        InBook();
    }

    public override Task HandleAsync(ExportTransactionsRequest request, CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(request, Caller, cancellation));
}
