using Microsoft.EntityFrameworkCore;
using Rupaya.Infrastructure.Ledger;
using Rupaya.Infrastructure.Postgres;

namespace Rupaya.Features.Budgets.GetBudget;

internal sealed class GetBudgetHandler(BookHeads heads, RupayaDbContext context)
{
    public async Task<Result<Reply<BudgetView>>> HandleAsync(Guid budgetId, Caller caller, CancellationToken cancellation)
    {
        var head = await heads.ReadAsync(caller, cancellation);
        if (!head.IsSuccess)
        {
            return head.Error!;
        }
        var budget = await context.Budgets.SingleOrDefaultAsync(
            b => b.BookId == head.Value.BookId && b.BudgetId == budgetId && b.DeletedSeq == null,
            cancellation
        );
        return budget is null
            ? Error.NotFound("Budget")
            : Reply.Ok<BudgetView>(BudgetView.From(budget, head.Value.Today, head.Value.Calendar), BudgetView.ETag(budget));
    }
}
