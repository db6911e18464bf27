namespace Rupaya.Features.Goals.UpdateGoal;

internal sealed class UpdateGoalValidator : Validator<UpdateGoalRequest>
{
    public UpdateGoalValidator()
    {
        RuleFor(r => r.Name.Value).GoalName().When(r => r.Name.IsGiven).OverridePropertyName("name");
        RuleFor(r => r.TargetAmount.Value).Amount().When(r => r.TargetAmount.IsGiven).OverridePropertyName("targetAmount");
        RuleFor(r => r.TargetDate.Value).BookDate().OverridePropertyName("targetDate");
        RuleFor(r => r.AccountIds.Value).GoalAccounts().OverridePropertyName("accountIds");
    }
}
