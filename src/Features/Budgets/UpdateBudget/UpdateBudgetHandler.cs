using Rupaya.Infrastructure.Ledger;
using Rupaya.Infrastructure.Persistence.Entities;

namespace Rupaya.Features.Budgets.UpdateBudget;

internal sealed class UpdateBudgetHandler(BookDoor door)
{
    public Task<Result<Answer>> HandleAsync(
        Guid budgetId,
        UpdateBudgetRequest request,
        IfMatch ifMatch,
        Caller caller,
        CancellationToken cancellation
    ) =>
        door.WriteAsync(
            caller,
            BookReads.Nothing,
            async (book, commit, c) =>
            {
                var before = await BudgetSql.FindAsync(book, budgetId, c);
                if ((before.Error ?? ifMatch.Check(before.Value.Version)) is { } refused)
                {
                    return refused;
                }
                var after = Apply(request, before.Value) with { Version = commit.NextSeq, UpdatedAt = book.At };
                var category = await CategorySql.FindAsync(book, after.CategoryId, c);
                if ((category.Error ?? BudgetRules.Check(after, category.Value, book.Currency)) is { } wrong)
                {
                    return wrong;
                }
                commit.Record(before.Value, after);
                return Answer.Ok(BudgetView.From(after), BudgetView.ETag(after));
            },
            cancellation
        );

    private static Budget Apply(UpdateBudgetRequest request, Budget before) =>
        before with
        {
            CategoryId = request.CategoryId.Or(before.CategoryId)!.Value,
            Amount = request.Amount.Or(before.Amount)!.Value,
            Period = request.Period.Or(before.Period)!,
            Rollover = request.Rollover.Or(before.Rollover)!,
            StartDate = request.StartDate.Or(before.StartDate)!.Value,
            EndDate = request.EndDate.Or(before.EndDate),
        };
}
