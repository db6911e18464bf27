using Microsoft.EntityFrameworkCore;
using Rupaya.Infrastructure.Ledger;
using Rupaya.Infrastructure.Postgres;

namespace Rupaya.Features.Budgets.ListBudgets;

internal sealed class ListBudgetsHandler(BookHeads heads, RupayaDbContext context)
{
    public async Task<Result<Reply<IEnumerable<BudgetView>>>> HandleAsync(Caller caller, CancellationToken cancellation)
    {
        var head = await heads.ReadAsync(caller, cancellation);
        if (!head.IsSuccess)
        {
            return head.Error!;
        }
        var budgets = await context
            .Budgets.Where(b => b.BookId == head.Value.BookId && b.DeletedSeq == null)
            .OrderBy(b => b.BudgetId)
            .ToListAsync(cancellation);
        return Reply.Ok<IEnumerable<BudgetView>>(budgets.Select(b => BudgetView.From(b, head.Value.Today, head.Value.Calendar)));
    }
}
