using Rupaya.Infrastructure.Reads;

namespace Rupaya.Features.Analytics.Trends;

/// <param name="Months">How many book months up to the present one; 12 when omitted, at most 120.</param>
internal sealed record TrendsRequest(int? Months);

internal sealed class TrendsEndpoint : IEndpoint
{
    public void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet(
                "/analytics/trends",
                (
                    [AsParameters] TrendsRequest request,
                    Caller caller,
                    Conditional conditional,
                    TrendsHandler handler,
                    CancellationToken cancellation
                ) => handler.HandleAsync(request, caller, conditional, cancellation).ToHttp()
            )
            .WithName("Trends")
            .WithTags("Analytics")
            .WithSummary("Income, expenses and spending by category of the last book months")
            .WithDescription(
                "Exact as of the last commit. A month is named after the calendar month whose start day begins it. Refunds lower expenses; transfers are in neither."
            )
            .Produces<TrendsAnswer>()
            .Problems(400, 401, 404, 503);
}

internal sealed class TrendsValidator : AbstractValidator<TrendsRequest>
{
    public TrendsValidator() => RuleFor(r => r.Months).Months();
}
