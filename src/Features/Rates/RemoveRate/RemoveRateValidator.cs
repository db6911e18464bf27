namespace Rupaya.Features.Rates.RemoveRate;

internal sealed class RemoveRateValidator : Validator<RemoveRateRequest>
{
    public RemoveRateValidator()
    {
        RuleFor(r => r.Base).NotEmpty().CurrencyCode();
        RuleFor(r => r.Quote).NotEmpty().CurrencyCode();
        RuleFor(r => r.Date).NotNull().WithMessage("Is required.").QueryDate();
    }
}
