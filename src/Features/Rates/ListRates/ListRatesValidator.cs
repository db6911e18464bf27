namespace Rupaya.Features.Rates.ListRates;

internal sealed class ListRatesValidator : Validator<ListRatesRequest>
{
    public ListRatesValidator()
    {
        RuleFor(r => r.Base).CurrencyCode();
        RuleFor(r => r.Quote).CurrencyCode();
        RuleFor(r => r.Date).QueryDate();
        RuleFor(r => r.Limit).InclusiveBetween(1, 200);
    }
}
