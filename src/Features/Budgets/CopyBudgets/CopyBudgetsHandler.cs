using Rupaya.Domain.Budgets;
using Rupaya.Domain.Calendars;
using Rupaya.Infrastructure.Ledger.Rows;
using Rupaya.Infrastructure.Ledger.Writing;
using Rupaya.Infrastructure.Postgres.Entities;

namespace Rupaya.Features.Budgets.CopyBudgets;

internal sealed class CopyBudgetsHandler(BookDoor door)
{
    public Task<Result<Reply<CopiedBudgets>>> HandleAsync(CopyBudgetsRequest request, Caller caller, CancellationToken cancellation) =>
        door.WriteAsync<CopiedBudgets>(
            caller,
            BookReads.Nothing,
            async (book, commit, c) =>
            {
                var calendar = await BookSql.CalendarAsync(book, c);
                return Copy(await BudgetSql.AllAsync(book, c), calendar, request.From!.Value, request.To!.Value, book, commit);
            },
            cancellation
        );

    private static Result<Reply<CopiedBudgets>> Copy(
        List<Budget> budgets,
        BookCalendar calendar,
        DateOnly from,
        DateOnly to,
        LockedBook book,
        BookCommit commit
    )
    {
        var there = budgets.Where(b => b.Plan().Covers(to, calendar)).ToList();
        var taken = there.Select(b => (b.CategoryId, b.Period)).ToHashSet();
        var (created, changed, skipped) = (new List<BudgetView>(), new List<BudgetView>(), new List<Guid>());
        foreach (var source in budgets.Where(b => b.Plan().Covers(from, calendar)).OrderBy(b => b.BudgetId))
        {
            var amount = source.Plan().AmountIn(calendar.PeriodOf(source.Period, from));
            var period = calendar.PeriodOf(source.Period, to);
            if (there.Contains(source) && source.Plan().AmountIn(period) != amount)
            {
                changed.Add(BudgetView.From(Change(source, amount, to, calendar, book, commit), book.Today, calendar));
            }
            else if (!taken.Add((source.CategoryId, source.Period)))
            {
                skipped.Add(source.BudgetId);
            }
            else
            {
                created.Add(BudgetView.From(Create(source, amount, period, book, commit), book.Today, calendar));
            }
        }
        return created.Count + changed.Count + skipped.Count == 0
            ? Error.NotFound("Budget")
            : Reply.Created<CopiedBudgets>(new CopiedBudgets(created, changed, skipped), "/api/v1/budgets");
    }

    private static Budget Change(Budget source, decimal amount, DateOnly to, BookCalendar calendar, LockedBook book, BookCommit commit)
    {
        var plan = source.Plan().WithAmountIn(amount, to, calendar);
        var changed = source.With(plan) with { Version = commit.NextSeq, UpdatedAt = book.At };
        commit.Record(source, changed);
        return changed;
    }

    private static Budget Create(Budget source, decimal amount, DateRange period, LockedBook book, BookCommit commit)
    {
        var copy = source with
        {
            BudgetId = Guid.CreateVersion7(book.At),
            Amount = amount,
            LaterFrom = [],
            LaterAmounts = [],
            StartDate = period.Start,
            EndDate = period.End,
            Version = commit.NextSeq,
            CreatedAt = book.At,
            UpdatedAt = book.At,
        };
        commit.Record(null, copy);
        return copy;
    }
}
