using Rupaya.Domain.Goals;
using Rupaya.Infrastructure.Ledger.Rows;
using Rupaya.Infrastructure.Ledger.Writing;

namespace Rupaya.Features.Goals.UpdateGoal;

internal sealed class UpdateGoalHandler(BookDoor door)
{
    public Task<Result<Reply<GoalPlan>>> HandleAsync(
        Guid goalId,
        UpdateGoalRequest request,
        IfMatch ifMatch,
        Caller caller,
        CancellationToken cancellation
    ) =>
        door.WriteAsync<GoalPlan>(
            caller,
            BookReads.Of((request.AccountIds.Value ?? []).Select(id => (Guid?)id), [], []),
            async (book, commit, c) =>
            {
                var before = await GoalSql.FindAsync(book, goalId, c);
                if ((before.Error ?? ifMatch.Check(before.Value.Version)) is { } refused)
                {
                    return refused;
                }
                var after = before.Value with
                {
                    Name = request.Name.Or(before.Value.Name)!,
                    TargetAmount = request.TargetAmount.Or(before.Value.TargetAmount)!.Value,
                    TargetDate = request.TargetDate.Or(before.Value.TargetDate),
                    Version = commit.NextSeq,
                    UpdatedAt = book.At,
                };
                var linked = request.AccountIds.Value ?? [];
                if (GoalRules.Check(after, request.TargetDate.IsGiven, book, linked) is { } wrong)
                {
                    return wrong;
                }
                after = request.AccountIds.IsGiven ? after with { AccountIds = linked } : after;
                commit.Record(
                    "goal",
                    goalId,
                    before.Value,
                    deleted: false,
                    [GoalSql.Update(after), .. request.AccountIds.IsGiven ? GoalSql.Link(after) : []]
                );
                return Reply.Ok<GoalPlan>(GoalPlan.From(after, book.Currency), GoalPlan.ETag(after));
            },
            cancellation
        );
}
