namespace Rupaya.Features.Goals.UpdateGoal;

/// <summary>What to change: a field that is omitted stays.</summary>
/// <param name="TargetDate">After today in the book's zone; null for whenever.</param>
/// <param name="AccountIds">Empty or null: contributions count.</param>
internal sealed record UpdateGoalRequest(
    Given<string?> Name,
    Given<decimal?> TargetAmount,
    Given<DateOnly?> TargetDate,
    Given<Guid[]?> AccountIds
);

internal sealed class UpdateGoalEndpoint : IEndpoint
{
    public void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPut(
                "/goals/{goalId:guid}",
                (
                    Guid goalId,
                    UpdateGoalRequest request,
                    IfMatch ifMatch,
                    Caller caller,
                    UpdateGoalHandler handler,
                    CancellationToken cancellation
                ) => handler.HandleAsync(goalId, request, ifMatch, caller, cancellation).ToHttp()
            )
            .WithName("UpdateGoal")
            .WithTags("Goals")
            .WithSummary("Change a goal")
            .WithDescription("If-Match makes it conditional: 412 stale_version. 404 for an unknown goal or account.")
            .Produces<GoalPlan>()
            .Problems(400, 401, 403, 404, 412, 503);
}

internal sealed class UpdateGoalValidator : AbstractValidator<UpdateGoalRequest>
{
    public UpdateGoalValidator()
    {
        RuleFor(r => r.Name.Value).GoalName().When(r => r.Name.IsGiven).OverridePropertyName("name");
        RuleFor(r => r.TargetAmount.Value).Amount().When(r => r.TargetAmount.IsGiven).OverridePropertyName("targetAmount");
        RuleFor(r => r.TargetDate.Value).BookDate().OverridePropertyName("targetDate");
        RuleFor(r => r.AccountIds.Value).GoalAccounts().OverridePropertyName("accountIds");
    }
}
