using Rupaya.Domain.Budgets;
using Rupaya.Domain.Calendars;
using Rupaya.Infrastructure.Ledger.Rows;
using Rupaya.Infrastructure.Ledger.Writing;

namespace Rupaya.Features.Budgets.UpdateBudget;

internal sealed class UpdateBudgetHandler(BookDoor door)
{
    public Task<Result<Reply<BudgetView>>> HandleAsync(
        Guid budgetId,
        UpdateBudgetRequest request,
        IfMatch ifMatch,
        Caller caller,
        CancellationToken cancellation
    ) =>
        door.WriteAsync<BudgetView>(
            caller,
            BookReads.Nothing,
            async (book, commit, c) =>
            {
                var before = await BudgetSql.FindAsync(book, budgetId, c);
                if ((before.Error ?? ifMatch.Check(before.Value.Version)) is { } refused)
                {
                    return refused;
                }
                var calendar = await BookSql.CalendarAsync(book, c);
                var from = request.From.Value ?? Current(request, before.Value, book.Today);
                var after = Apply(request, from, before.Value, calendar) with { Version = commit.NextSeq, UpdatedAt = book.At };
                var category = await CategorySql.FindAsync(book, after.CategoryId, c);
                // Two of the same thing, as earlier releases let stand, can be changed in everything else.
                var isElsewhere = Places(after) != Places(before.Value);
                var live = isElsewhere ? await BudgetSql.AllAsync(book, c) : [];
                var wrong =
                    category.Error
                    ?? (request.Amount.IsGiven || request.From.IsGiven ? BudgetRules.CheckFrom(from, after, calendar) : null)
                    ?? BudgetRules.Check(after, category.Value, book.Currency, live, calendar);
                if (wrong is not null)
                {
                    return wrong;
                }
                commit.Record(before.Value, after);
                return Reply.Ok<BudgetView>(BudgetView.From(after, book.Today, calendar), BudgetView.ETag(after));
            },
            cancellation
        );

    /// <summary>Today, or the day nearest to it that the budget has.</summary>
    private static DateOnly Current(UpdateBudgetRequest request, Budget before, DateOnly today)
    {
        var (start, end) = (request.StartDate.Or(before.StartDate)!.Value, request.EndDate.Or(before.EndDate));
        return today < start ? start
            : today > end ? end.Value
            : today;
    }

    private static (Guid, string, DateOnly, DateOnly?) Places(Budget b) => (b.CategoryId, b.Period, b.StartDate, b.EndDate);

    private static Budget Apply(UpdateBudgetRequest request, DateOnly from, Budget before, BookCalendar calendar)
    {
        var plan = before.Plan() with
        {
            Period = request.Period.Or(before.Period)!,
            Rollover = request.Rollover.Or(before.Rollover)!,
            EndDate = request.EndDate.Or(before.EndDate),
        };
        if (request.StartDate.Or(before.StartDate) is { } start && start != before.StartDate)
        {
            plan = plan.StartingOn(start, calendar);
        }
        return before.With(request.Amount.IsGiven ? plan.WithAmount(request.Amount.Value!.Value, from, calendar) : plan) with
        {
            CategoryId = request.CategoryId.Or(before.CategoryId)!.Value,
        };
    }
}
