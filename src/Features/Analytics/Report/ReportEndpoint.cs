using Rupaya.Infrastructure.Figures;

namespace Rupaya.Features.Analytics.Report;

/// <param name="Kind">income-statement, by-category, by-merchant, by-tag, by-account or year-in-review.</param>
/// <param name="StartDate">With <paramref name="EndDate"/>; the last year when both are omitted.</param>
internal sealed record ReportRequest(string? Kind, QueryDate? StartDate, QueryDate? EndDate) : IRangeQuery;

internal sealed class ReportEndpoint(ReportHandler handler) : ApiEndpoint<ReportRequest, ReportAnswer>
{
    public override void Configure()
    {
        Get("/analytics/reports");
        Describe(
            "Income and expenses of a range in rows",
            "What has several tags is in several rows of by-tag and once in the totals. Refunds lower expenses; transfers are in neither. In another currency each day is converted with its rate."
        );
        InBook();
        Tagged();
    }

    public override Task HandleAsync(ReportRequest request, CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(request, Caller, IfNoneMatch, cancellation));
}
