using Rupaya.Infrastructure.Figures;
using Rupaya.Infrastructure.Http.Lists;
using Rupaya.Infrastructure.Ledger;

namespace Rupaya.Features.Goals.ListGoals;

internal sealed class ListGoalsHandler(BookHeads heads, ChangeTimes times, GoalStates goals)
{
    public static readonly ListSorts<GoalView> Sorts = new(g => g.GoalId)
    {
        { "name", g => g.Name },
        { "targetAmount", g => g.TargetAmount },
        { "targetDate", g => g.TargetDate },
        { "progress", g => g.Progress },
        { "createdAt", g => g.CreatedAt },
        { "updatedAt", g => g.Version },
    };

    public async Task<Result<Page<GoalView>>> HandleAsync(
        ListGoalsRequest request,
        CursorScope list,
        Caller caller,
        CancellationToken cancellation
    )
    {
        var head = await heads.ReadAsync(caller, cancellation);
        if (!head.IsSuccess)
        {
            return head.Error!;
        }
        var found = await goals.ReadAsync(head.Value, goalId: null, cancellation);
        GoalView[] all = [.. found.Select(g => GoalView.From(g, head.Value.Currency))];
        var rows = await times.SinceAsync(head.Value.BookId, all, g => g.Version, request.UpdatedSince?.At, cancellation);
        var page = Sorts.Page(rows, request, list);
        return page.IsSuccess ? new Page<GoalView>([.. page.Value.Items.Select(g => g)], page.Value.Next) : page.Error!;
    }
}
