namespace Rupaya.Features.Goals.UpdateGoal;

/// <summary>What to change: a field that is omitted stays.</summary>
/// <param name="TargetDate">After today in the book's zone; null for whenever.</param>
/// <param name="AccountIds">Empty or null: contributions count.</param>
internal sealed record UpdateGoalRequest(
    Optional<string?> Name,
    Optional<decimal?> TargetAmount,
    Optional<DateOnly?> TargetDate,
    Optional<Guid[]?> AccountIds
);

internal sealed class UpdateGoalEndpoint(UpdateGoalHandler handler) : ApiEndpoint<UpdateGoalRequest, GoalPlan>
{
    public override void Configure()
    {
        Put("/goals/{goalId:guid}");
        Describe("Change a goal", "If-Match makes it conditional: 412 stale_version. 404 for an unknown goal or account.");
        InBook();
        Versioned();
        Changes<GoalView>();
    }

    public override Task HandleAsync(UpdateGoalRequest request, CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(Id("goalId"), request, IfMatch, Caller, cancellation));
}
