using Rupaya.Domain.Goals;
using Rupaya.Infrastructure.Ledger.Rows;
using Rupaya.Infrastructure.Ledger.Writing;

namespace Rupaya.Features.Goals.AddContribution;

internal sealed class AddContributionHandler(BookDoor door)
{
    public Task<Result<Reply<ContributionView>>> HandleAsync(
        Guid goalId,
        AddContributionRequest request,
        Caller caller,
        CancellationToken cancellation
    ) =>
        door.WriteAsync<ContributionView>(
            caller,
            BookReads.Nothing,
            async (book, commit, c) =>
            {
                var goal = await GoalSql.FindAsync(book, goalId, c);
                if (!goal.IsSuccess)
                {
                    return goal.Error!;
                }
                var saved = request.Amount!.Value + await GoalSql.ContributedAsync(book, goalId, c);
                return GoalRules.CheckContribution(goal.Value, request.Amount.Value, saved, book.Currency) is { } refused
                    ? refused
                    : Add(goalId, request, saved, book, commit);
            },
            cancellation
        );

    private static Reply<ContributionView> Add(
        Guid goalId,
        AddContributionRequest request,
        decimal saved,
        LockedBook book,
        BookCommit commit
    )
    {
        var contribution = new GoalContribution
        {
            BookId = book.BookId,
            ContributionId = Guid.CreateVersion7(book.At),
            GoalId = goalId,
            Amount = request.Amount!.Value,
            Date = request.Date ?? book.Today,
            Note = request.Note,
            CreatedAt = book.At,
        };
        commit.Record("contribution", contribution.ContributionId, before: null, deleted: false, GoalSql.Insert(contribution));
        var view = new ContributionView(
            contribution.ContributionId,
            goalId,
            contribution.Amount,
            book.Currency,
            contribution.Date,
            contribution.Note,
            saved,
            contribution.CreatedAt
        );
        return Reply.Created<ContributionView>(view, $"/api/v1/goals/{goalId}");
    }
}
