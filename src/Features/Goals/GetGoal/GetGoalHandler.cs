using Rupaya.Infrastructure.Reads;

namespace Rupaya.Features.Goals.GetGoal;

internal sealed class GetGoalHandler(BookHeads heads, GoalStates goals)
{
    public async Task<Result<Answer>> HandleAsync(Guid goalId, Caller caller, CancellationToken cancellation)
    {
        var head = await heads.ReadAsync(caller, cancellation);
        if (!head.IsSuccess)
        {
            return head.Error!;
        }
        return await goals.ReadAsync(head.Value, goalId, cancellation) is [var found]
            ? Answer.Ok(GoalView.From(found, head.Value.Currency), GoalPlan.ETag(found.Goal))
            : Error.NotFound("Goal");
    }
}
