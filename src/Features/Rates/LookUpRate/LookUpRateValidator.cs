namespace Rupaya.Features.Rates.LookUpRate;

internal sealed class LookUpRateValidator : Validator<LookUpRateRequest>
{
    public LookUpRateValidator()
    {
        RuleFor(r => r.Base).NotEmpty().CurrencyCode();
        RuleFor(r => r.Quote).NotEmpty().CurrencyCode();
        RuleFor(r => r.Date).QueryDate();
    }
}
