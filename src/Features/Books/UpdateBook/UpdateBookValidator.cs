namespace Rupaya.Features.Books.UpdateBook;

internal sealed class UpdateBookValidator : Validator<UpdateBookRequest>
{
    public UpdateBookValidator()
    {
        RuleFor(r => r.Name).OptionalName(200);
        RuleFor(r => r.Currency).CurrencyCode();
        RuleFor(r => r.TimeZone).Zone();
        RuleFor(r => r.MonthStartDay).MonthStartDay();
        RuleFor(r => r.WeekendRule).WeekendRule();
        RuleFor(r => r.WeekStart).WeekStart();
    }
}
