using Rupaya.Infrastructure.Figures;

namespace Rupaya.Features.Forecast.ForecastBalances;

internal sealed class ForecastBalancesHandler(FigureReader figures, ForecastFigure forecast)
{
    private const int Default = 90;

    public Task<Result<Reply<IEnumerable<AccountForecast>>>> HandleAsync(
        ForecastBalancesRequest request,
        Caller caller,
        IfNoneMatch conditional,
        CancellationToken cancellation
    ) => figures.AnswerAsync(caller, forecast, head => new CountParameters(request.Days ?? Default, head.Today), conditional, cancellation);
}
