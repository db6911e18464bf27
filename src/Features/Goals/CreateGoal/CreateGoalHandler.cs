using Rupaya.Domain.Goals;
using Rupaya.Infrastructure.Ledger.Rows;
using Rupaya.Infrastructure.Ledger.Writing;

namespace Rupaya.Features.Goals.CreateGoal;

internal sealed class CreateGoalHandler(BookDoor door)
{
    public Task<Result<Reply<GoalPlan>>> HandleAsync(CreateGoalRequest request, Caller caller, CancellationToken cancellation) =>
        door.WriteAsync<GoalPlan>(
            caller,
            changes: 1,
            BookReads.Of((request.AccountIds ?? []).Select(id => (Guid?)id), [], []),
            (book, commit) => Decide(request, book, commit),
            cancellation
        );

    private static Result<Reply<GoalPlan>> Decide(CreateGoalRequest request, LockedBook book, BookCommit commit)
    {
        var goal = new Goal
        {
            BookId = book.BookId,
            GoalId = Guid.CreateVersion7(book.At),
            Name = request.Name!,
            TargetAmount = request.TargetAmount!.Value,
            TargetDate = request.TargetDate,
            AccountIds = request.AccountIds ?? [],
            Version = commit.NextSeq,
            CreatedAt = book.At,
            UpdatedAt = book.At,
        };
        if (GoalRules.Check(goal, dateIsNew: true, book, goal.AccountIds) is { } refused)
        {
            return refused;
        }
        commit.Record("goal", goal.GoalId, before: null, deleted: false, [GoalSql.Insert(goal), .. GoalSql.Link(goal)]);
        return Reply.Created<GoalPlan>(GoalPlan.From(goal, book.Currency), $"/api/v1/goals/{goal.GoalId}", GoalPlan.ETag(goal));
    }
}
