using Rupaya.Infrastructure.Figures;
using Rupaya.Infrastructure.Ledger;

namespace Rupaya.Features.Goals.GetGoal;

internal sealed class GetGoalHandler(BookHeads heads, GoalStates goals)
{
    public async Task<Result<Reply<GoalView>>> HandleAsync(Guid goalId, Caller caller, CancellationToken cancellation)
    {
        var head = await heads.ReadAsync(caller, cancellation);
        if (!head.IsSuccess)
        {
            return head.Error!;
        }
        var (book, today) = (head.Value, FigureText.Of(head.Value.Today));
        // What is saved changes with the book, its rates and the day.
        return await goals.ReadAsync(book, goalId, cancellation) is [var found]
            ? Reply.Ok<GoalView>(
                GoalView.From(found, book.Currency),
                ETags.Of(found.Goal.Version, $"{book.Seq}.{book.RatesVersion}.{today}")
            )
            : Error.NotFound("Goal");
    }
}
