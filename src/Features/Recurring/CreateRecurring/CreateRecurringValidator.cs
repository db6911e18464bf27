namespace Rupaya.Features.Recurring.CreateRecurring;

internal sealed class CreateRecurringValidator : Validator<CreateRecurringRequest>
{
    public CreateRecurringValidator() => this.ScheduleTermsRules();
}
