using Rupaya.Domain.Money;
using Rupaya.Infrastructure.Ledger.Rows;
using Rupaya.Infrastructure.Ledger.Writing;
using Rupaya.Infrastructure.Postgres.Entities;

namespace Rupaya.Features.Goals.AddContribution;

internal sealed class AddContributionHandler(BookDoor door)
{
    private static readonly Error Linked = Problems.GoalLinked.Error;

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
                return Check(request, goal.Value, saved, book) is { } refused ? refused : Add(goalId, request, saved, book, commit);
            },
            cancellation
        );

    private static Error? Check(AddContributionRequest request, Goal goal, decimal saved, LockedBook book)
    {
        if (goal.AccountIds.Count > 0)
        {
            return Linked;
        }
        return Currency.Of(book.Currency).Check(request.Amount!.Value) ?? (saved < 0 ? Problems.InsufficientSavings.About("amount") : null);
    }

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
