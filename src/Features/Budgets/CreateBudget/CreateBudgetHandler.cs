using Rupaya.Domain.Budgets;
using Rupaya.Domain.Calendars;
using Rupaya.Domain.Ledger;
using Rupaya.Infrastructure.Ledger.Rows;
using Rupaya.Infrastructure.Ledger.Writing;

namespace Rupaya.Features.Budgets.CreateBudget;

internal sealed class CreateBudgetHandler(BookDoor door)
{
    public Task<Result<Reply<BudgetView>>> HandleAsync(CreateBudgetRequest request, Caller caller, CancellationToken cancellation) =>
        door.WriteAsync<BudgetView>(
            caller,
            BookReads.Nothing.Category(request.CategoryId),
            async (book, commit, c) =>
                Decide(request, await BudgetSql.AllAsync(book, c), await BookSql.CalendarAsync(book, c), book, commit),
            cancellation
        );

    private static Result<Reply<BudgetView>> Decide(
        CreateBudgetRequest request,
        List<Budget> live,
        BookCalendar calendar,
        LockedBook book,
        BookCommit commit
    )
    {
        var category = book.Category(request.CategoryId);
        if (!category.IsSuccess)
        {
            return category.Error!;
        }
        var budget = new Budget
        {
            BookId = book.BookId,
            BudgetId = Guid.CreateVersion7(book.At),
            CategoryId = category.Value!.CategoryId,
            Amount = request.Amount!.Value,
            Period = request.Period!,
            Rollover = request.Rollover ?? "none",
            StartDate = request.StartDate ?? book.Today,
            EndDate = request.EndDate,
            Version = commit.NextSeq,
            CreatedAt = book.At,
            UpdatedAt = book.At,
        };
        if (BudgetRules.Check(budget, category.Value, book.Currency, live, calendar) is { } refused)
        {
            return refused;
        }
        commit.Record(null, budget);
        return Reply.Created<BudgetView>(
            BudgetView.From(budget, book.Today, calendar),
            $"/api/v1/budgets/{budget.BudgetId}",
            BudgetView.ETag(budget)
        );
    }
}
