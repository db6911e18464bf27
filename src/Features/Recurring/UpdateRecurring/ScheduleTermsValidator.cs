namespace Rupaya.Features.Recurring.UpdateRecurring;

/// <summary>What a change leaves must be what could be created.</summary>
internal sealed class ScheduleTermsValidator : Validator<ScheduleTerms>
{
    public ScheduleTermsValidator() => this.ScheduleTermsRules();
}
