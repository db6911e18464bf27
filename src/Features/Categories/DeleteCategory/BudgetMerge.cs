using Rupaya.Domain.Budgets;
using Rupaya.Domain.Calendars;
using Rupaya.Features.Budgets;
using Rupaya.Infrastructure.Ledger.Rows;
using Rupaya.Infrastructure.Ledger.Writing;

namespace Rupaya.Features.Categories.DeleteCategory;

/// <summary>Takes the budgets of a category to another one; where both plan the same days, they are added up.</summary>
internal static class BudgetMerge
{
    /// <summary>Records the changes; returns the budgets that were put together.</summary>
    public static async Task<IReadOnlyList<BudgetView>> MoveAsync(
        Guid from,
        Guid to,
        LockedBook book,
        BookCommit commit,
        CancellationToken cancellation
    )
    {
        var live = await BudgetSql.AllAsync(book, cancellation);
        var calendar = await BookSql.CalendarAsync(book, cancellation);
        var there = live.FindAll(b => b.CategoryId == to).OrderBy(b => b.BudgetId).ToList();
        var merged = new Dictionary<Guid, BudgetView>();
        foreach (var moved in live.Where(b => b.CategoryId == from).OrderBy(b => b.BudgetId))
        {
            var same = there.FindAll(b => b.Plan().Overlaps(moved.Plan(), calendar));
            if (same.Count == 0)
            {
                there.Add(Record(moved, moved with { CategoryId = to }, book, commit));
                continue;
            }
            var sum = Sum(moved, same, calendar);
            merged[sum.BudgetId] = BudgetView.From(Replace(sum, [moved, .. same], there, book, commit), book.Today, calendar);
            foreach (var gone in same.Skip(1))
            {
                merged.Remove(gone.BudgetId);
            }
        }
        return [.. merged.Values];
    }

    private static Budget Sum(Budget moved, List<Budget> same, BookCalendar calendar) =>
        same[0]
            .With(
                same.Skip(1)
                    .Select(b => b.Plan())
                    .Aggregate(same[0].Plan().Plus(moved.Plan(), calendar), (sum, plan) => sum.Plus(plan, calendar))
            );

    /// <summary>The sum takes the place of the first of them; the others end.</summary>
    private static Budget Replace(Budget sum, List<Budget> parts, List<Budget> there, LockedBook book, BookCommit commit)
    {
        var kept = parts.Find(b => b.BudgetId == sum.BudgetId)!;
        there.RemoveAll(b => parts.Exists(p => p.BudgetId == b.BudgetId));
        foreach (var gone in parts.Where(b => b.BudgetId != sum.BudgetId))
        {
            var seq = commit.NextSeq;
            commit.Record(gone, gone with { Version = seq, UpdatedAt = book.At, DeletedSeq = seq });
        }
        var recorded = Record(kept, sum, book, commit);
        there.Add(recorded);
        return recorded;
    }

    private static Budget Record(Budget before, Budget after, LockedBook book, BookCommit commit)
    {
        var recorded = after with { Version = commit.NextSeq, UpdatedAt = book.At };
        commit.Record(before, recorded);
        return recorded;
    }
}
