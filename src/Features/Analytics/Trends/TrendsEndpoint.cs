using Rupaya.Infrastructure.Figures;

namespace Rupaya.Features.Analytics.Trends;

/// <param name="Months">How many book months up to the present one; 12 when omitted, at most 120.</param>
internal sealed record TrendsRequest(int? Months);

internal sealed class TrendsEndpoint(TrendsHandler handler) : ApiEndpoint<TrendsRequest, TrendsAnswer>
{
    public override void Configure()
    {
        Get("/analytics/trends");
        Describe(
            "Income, expenses and spending by category of the last book months",
            "Exact as of the last commit. A month is named after the calendar month whose start day begins it. Refunds lower expenses; transfers are in neither."
        );
        InBook();
        Tagged();
    }

    public override Task HandleAsync(TrendsRequest request, CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(request, Caller, IfNoneMatch, cancellation));
}
