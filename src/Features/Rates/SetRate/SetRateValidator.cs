namespace Rupaya.Features.Rates.SetRate;

internal sealed class SetRateValidator : Validator<SetRateRequest>
{
    private const decimal Largest = 1_000_000_000m;
    private const int Decimals = 12;

    public SetRateValidator()
    {
        RuleFor(r => r.Base).NotEmpty().CurrencyCode();
        RuleFor(r => r.Quote).NotEmpty().CurrencyCode().NotEqual(r => r.Base).WithMessage("Must be another currency than base.");
        RuleFor(r => r.Date).NotNull().WithMessage("Is required.").BookDate();
        RuleFor(r => r.Rate)
            .NotNull()
            .WithMessage("Is required.")
            .GreaterThan(0)
            .LessThanOrEqualTo(Largest)
            .Must(rate => rate is null || decimal.Round(rate.Value, Decimals) == rate)
            .WithMessage($"Has at most {Decimals} decimals.");
    }
}
