using Rupaya.Domain.Budgets;
using Rupaya.Domain.Calendars;
using Rupaya.Infrastructure.Ledger;
using Rupaya.Infrastructure.Persistence.Entities;

namespace Rupaya.Features.Budgets.CopyBudgets;

internal sealed class CopyBudgetsHandler(BookDoor door)
{
    public Task<Result<Answer>> HandleAsync(CopyBudgetsRequest request, Caller caller, CancellationToken cancellation) =>
        door.WriteAsync(
            caller,
            BookReads.Nothing,
            async (book, commit, c) =>
            {
                var calendar = await BookSql.CalendarAsync(book, c);
                return Copy(await BudgetSql.AllAsync(book, c), calendar, request.From!.Value, request.To!.Value, book, commit);
            },
            cancellation
        );

    private static Result<Answer> Copy(
        List<Budget> budgets,
        BookCalendar calendar,
        DateOnly from,
        DateOnly to,
        LockedBook book,
        BookCommit commit
    )
    {
        var taken = budgets.Where(b => Plan(b).Covers(to, calendar)).Select(b => (b.CategoryId, b.Period)).ToHashSet();
        var (created, skipped) = (new List<BudgetView>(), new List<Guid>());
        foreach (var source in budgets.Where(b => Plan(b).Covers(from, calendar)).OrderBy(b => b.BudgetId))
        {
            if (!taken.Add((source.CategoryId, source.Period)))
            {
                skipped.Add(source.BudgetId);
                continue;
            }
            var period = calendar.PeriodOf(source.Period, to);
            var copy = source with
            {
                BudgetId = Guid.CreateVersion7(book.At),
                StartDate = period.Start,
                EndDate = period.End,
                Version = commit.NextSeq,
                CreatedAt = book.At,
                UpdatedAt = book.At,
            };
            commit.Record(null, copy);
            created.Add(BudgetView.From(copy));
        }
        return created.Count + skipped.Count == 0
            ? Error.NotFound("Budget")
            : Answer.Created(new CopiedBudgets(created, skipped), "/api/v1/budgets");
    }

    private static BudgetPlan Plan(Budget b) => new(b.Amount, b.Period, b.Rollover, b.StartDate, b.EndDate);
}
