using Rupaya.Infrastructure.Figures;
using Rupaya.Infrastructure.Ledger;

namespace Rupaya.Features.Goals.ListGoals;

internal sealed class ListGoalsHandler(BookHeads heads, GoalStates goals)
{
    public async Task<Result<Reply<IEnumerable<GoalView>>>> HandleAsync(Caller caller, CancellationToken cancellation)
    {
        var head = await heads.ReadAsync(caller, cancellation);
        if (!head.IsSuccess)
        {
            return head.Error!;
        }
        var found = await goals.ReadAsync(head.Value, goalId: null, cancellation);
        return Reply.Ok<IEnumerable<GoalView>>(found.Select(g => GoalView.From(g, head.Value.Currency)));
    }
}
