using Rupaya.Infrastructure.Exports;

namespace Rupaya.Features.Analytics.ExportTransactions;

/// <param name="Format">csv (default; RFC 4180, UTF-8 with byte order mark) or json.</param>
/// <param name="StartDate">With <paramref name="EndDate"/>; everything when both are omitted.</param>
internal sealed record ExportTransactionsRequest(string? Format, QueryDate? StartDate, QueryDate? EndDate) : IRangeQuery;

internal sealed class ExportTransactionsEndpoint : IEndpoint
{
    public void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet(
                "/analytics/export",
                (
                    [AsParameters] ExportTransactionsRequest request,
                    Caller caller,
                    ExportTransactionsHandler handler,
                    CancellationToken cancellation
                ) => handler.HandleAsync(request, caller, cancellation).ToHttp()
            )
            .LimitedAs(RatePolicy.Sensitive)
            .WithName("ExportTransactions")
            .WithTags("Analytics")
            .WithSummary("All transactions of a range, oldest first, as a file of any size")
            .WithDescription("From one snapshot. Cells that a spreadsheet would run as a formula get an apostrophe in front.")
            .Produces<byte[]>(StatusCodes.Status200OK, "text/csv", "application/json")
            .Problems(400, 401, 404, 429, 503);
}

internal sealed class ExportTransactionsValidator : RangeQueryValidator<ExportTransactionsRequest>
{
    public ExportTransactionsValidator() =>
        RuleFor(r => r.Format).Must(f => f is null or "csv" or "json").WithMessage("Must be csv or json.");
}
