namespace Rupaya.Features.Forecast.ForecastBalances;

internal sealed class ForecastBalancesValidator : Validator<ForecastBalancesRequest>
{
    private const int Most = 366;

    public ForecastBalancesValidator() => RuleFor(r => r.Days).InclusiveBetween(1, Most).WithMessage($"Must be 1 to {Most}.");
}
