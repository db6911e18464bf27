using Microsoft.EntityFrameworkCore;
using Rupaya.Infrastructure.Http.Lists;
using Rupaya.Infrastructure.Ledger;
using Rupaya.Infrastructure.Postgres;

namespace Rupaya.Features.Budgets.ListBudgets;

internal sealed class ListBudgetsHandler(BookHeads heads, ChangeTimes times, RupayaDbContext context)
{
    public static readonly ListSorts<BudgetView> Sorts = new(b => b.BudgetId)
    {
        { "amount", b => b.Amount },
        { "startDate", b => b.StartDate },
        { "createdAt", b => b.CreatedAt },
        { "updatedAt", b => b.Version },
    };

    public async Task<Result<Page<BudgetView>>> HandleAsync(
        ListBudgetsRequest request,
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
        var (bookId, today, calendar) = (head.Value.BookId, head.Value.Today, head.Value.Calendar);
        var budgets = await context
            .Budgets.Where(b => b.BookId == bookId && b.DeletedSeq == null)
            .OrderBy(b => b.BudgetId)
            .ToListAsync(cancellation);
        var all = budgets.ConvertAll(b => BudgetView.From(b, today, calendar));
        var rows = await times.SinceAsync(bookId, all, b => b.Version, request.UpdatedSince?.At, cancellation);
        var page = Sorts.Page(rows, request, list);
        return page.IsSuccess ? new Page<BudgetView>([.. page.Value.Items.Select(b => b)], page.Value.Next) : page.Error!;
    }
}
