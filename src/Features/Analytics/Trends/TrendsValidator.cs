namespace Rupaya.Features.Analytics.Trends;

internal sealed class TrendsValidator : Validator<TrendsRequest>
{
    public TrendsValidator() => RuleFor(r => r.Months).Months();
}
