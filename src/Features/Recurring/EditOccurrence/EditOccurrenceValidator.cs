namespace Rupaya.Features.Recurring.EditOccurrence;

internal sealed class EditOccurrenceValidator : Validator<EditOccurrenceRequest>
{
    public EditOccurrenceValidator()
    {
        RuleFor(r => r.Date.Value).BookDate().OverridePropertyName("date");
        RuleFor(r => r.Amount.Value).Amount().When(r => r.Amount.Value is not null).OverridePropertyName("amount");
        RuleFor(r => r.Description.Value).Text(500).OverridePropertyName("description");
    }
}
