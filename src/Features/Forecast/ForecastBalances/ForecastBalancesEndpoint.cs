using Rupaya.Infrastructure.Reads;

namespace Rupaya.Features.Forecast.ForecastBalances;

/// <param name="Days">How many days ahead; 90 when omitted, at most 366.</param>
internal sealed record ForecastBalancesRequest(int? Days);

internal sealed class ForecastBalancesEndpoint : IEndpoint
{
    public void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet(
                "/forecast",
                (
                    [AsParameters] ForecastBalancesRequest request,
                    Caller caller,
                    Conditional conditional,
                    ForecastBalancesHandler handler,
                    CancellationToken cancellation
                ) => handler.HandleAsync(request, caller, conditional, cancellation).ToHttp()
            )
            .WithName("ForecastBalances")
            .WithTags("Recurring")
            .WithSummary("The balance of each account for the coming days")
            .WithDescription(
                "From what it holds today, what is booked for later days, and what schedules will post; with the day it falls below its limit."
            )
            .Produces<IReadOnlyList<AccountForecast>>()
            .Problems(400, 401, 404, 503);
}

internal sealed class ForecastBalancesValidator : AbstractValidator<ForecastBalancesRequest>
{
    private const int Most = 366;

    public ForecastBalancesValidator() => RuleFor(r => r.Days).InclusiveBetween(1, Most).WithMessage($"Must be 1 to {Most}.");
}
