namespace Rupaya.Features.Goals.CreateGoal;

internal sealed class CreateGoalValidator : Validator<CreateGoalRequest>
{
    public CreateGoalValidator()
    {
        RuleFor(r => r.Name).GoalName();
        RuleFor(r => r.TargetAmount).Amount();
        RuleFor(r => r.TargetDate).BookDate();
        RuleFor(r => r.AccountIds).GoalAccounts();
    }
}
