using Rupaya.Infrastructure.Figures;

namespace Rupaya.Features.Forecast.ForecastBalances;

/// <param name="Days">How many days ahead; 90 when omitted, at most 366.</param>
internal sealed record ForecastBalancesRequest(int? Days);

internal sealed class ForecastBalancesEndpoint(ForecastBalancesHandler handler)
    : ApiEndpoint<ForecastBalancesRequest, IEnumerable<AccountForecast>>
{
    public override void Configure()
    {
        Get("/forecast");
        Describe(
            "The balance of each account for the coming days",
            "From what it holds today, what is booked for later days, and what schedules will post; with the day it falls below its limit."
        );
        InBook();
        Tagged();
    }

    public override Task HandleAsync(ForecastBalancesRequest request, CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(request, Caller, IfNoneMatch, cancellation));
}
