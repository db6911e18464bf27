namespace Rupaya.Features.Books.CreateBook;

internal sealed class CreateBookValidator : Validator<CreateBookRequest>
{
    public CreateBookValidator()
    {
        RuleFor(r => r.Name).Name(200);
        RuleFor(r => r.Currency).CurrencyCode();
        RuleFor(r => r.TimeZone).Zone();
        RuleFor(r => r.MonthStartDay).MonthStartDay();
        RuleFor(r => r.WeekendRule).WeekendRule();
        RuleFor(r => r.WeekStart).WeekStart();
    }
}
