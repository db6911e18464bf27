using Microsoft.EntityFrameworkCore;
using Rupaya.Domain.Analytics;
using Rupaya.Domain.Budgets;
using Rupaya.Domain.Calendars;
using Rupaya.Domain.Ledger;
using Rupaya.Domain.Money;
using Rupaya.Infrastructure.Figures;
using Rupaya.Infrastructure.Ledger;
using Rupaya.Infrastructure.Ledger.Rows;
using Rupaya.Infrastructure.Postgres;

namespace Rupaya.Features.Budgets.SimulateBudget;

internal sealed class SimulateBudgetHandler(BookHeads heads, RupayaDbContext context, JournalSums journal)
{
    private const string Method = "median of the last three completed periods";

    public async Task<Result<Reply<SimulationAnswer>>> HandleAsync(
        SimulateBudgetRequest request,
        Caller caller,
        CancellationToken cancellation
    )
    {
        var head = await heads.ReadAsync(caller, cancellation);
        if (!head.IsSuccess)
        {
            return head.Error!;
        }
        var book = head.Value;
        var period = request.Period ?? "month";
        var original = await BudgetAsync(request, book, period, cancellation);
        if (
            original is null
            && (request.BudgetId is not null || !await IsCategoryAsync(request.CategoryId!.Value, book.BookId, cancellation))
        )
        {
            return Error.NotFound(request.BudgetId is null ? "Category" : "Budget");
        }
        if (original is null && request.AdjustmentPercent is not null)
        {
            return Error.Field("adjustmentPercent", "The category has no budget to adjust. Give an amount.");
        }
        var currency = Currency.Of(book.Currency);
        if (request.Amount is { } given && currency.Check(given) is { } tooFine)
        {
            return tooFine;
        }
        var amount = original is null ? (decimal?)null : AmountNow(original, book);
        var adjusted = request.Amount ?? currency.Round(amount!.Value * (100 + request.AdjustmentPercent!.Value) / 100);
        if (adjusted == 0)
        {
            return Error.Field("adjustmentPercent", "Would leave a budget of 0.");
        }
        var (simulation, missing) = await SimulateAsync(
            book,
            original?.CategoryId ?? request.CategoryId!.Value,
            original?.Period ?? period,
            cancellation
        );
        return Reply.Ok<SimulationAnswer>(
            new SimulationAnswer(
                amount,
                adjusted,
                simulation.Projected,
                adjusted - simulation.Projected,
                book.Currency,
                new SimulationBasis(
                    Method,
                    original?.Period ?? period,
                    [.. simulation.Periods.Select(p => new SimulatedPeriod(p.Period.Start, p.Period.End, p.Spent))],
                    MissingRate.Of(missing)
                )
            )
        );
    }

    private static decimal AmountNow(Budget budget, BookHead book) =>
        budget.Plan().AmountIn(book.Calendar.PeriodOf(budget.Period, book.Today));

    /// <summary>The budget that is asked for, or of the category and period the one that holds today, else the newest.</summary>
    private async Task<Budget?> BudgetAsync(SimulateBudgetRequest request, BookHead book, string period, CancellationToken cancellation)
    {
        var live = context.Budgets.Where(b => b.BookId == book.BookId && b.DeletedSeq == null);
        if (request.BudgetId is { } id)
        {
            return await live.SingleOrDefaultAsync(b => b.BudgetId == id, cancellation);
        }
        var newestFirst = await live.Where(b => b.CategoryId == request.CategoryId && b.Period == period)
            .OrderByDescending(b => b.BudgetId)
            .ToListAsync(cancellation);
        return newestFirst.Find(b => b.Plan().Covers(book.Today, book.Calendar)) ?? newestFirst.FirstOrDefault();
    }

    private Task<bool> IsCategoryAsync(Guid categoryId, Guid bookId, CancellationToken cancellation) =>
        context.Categories.AnyAsync(
            c => c.BookId == bookId && c.CategoryId == categoryId && c.DeletedSeq == null && c.Kind == "expense",
            cancellation
        );

    private async Task<(BudgetSimulation Simulation, IReadOnlyList<Unconverted> Missing)> SimulateAsync(
        BookHead book,
        Guid categoryId,
        string period,
        CancellationToken cancellation
    )
    {
        DateRange[] periods = [.. BudgetSimulation.PeriodsBefore(book.Calendar, period, book.Today).Reverse()];
        var query = new SumQuery(SumShape.CategoriesOverTime, new DateRange(periods[0].Start, periods[^1].End))
        {
            Parts = [.. periods.Select(p => p.Start)],
        };
        var (rows, rates) = await journal.ReadAsync(book, query, cancellation);
        var own = rows.Sums.Where(s => s.SubjectId == categoryId || rows.Names[s.SubjectId].Parent == categoryId);
        var spent = ConvertedSums.Of(own, book.Currency, rates);
        var simulation = BudgetSimulation.From([
            .. periods
                .Select(
                    (p, i) =>
                        (
                            p,
                            IncomeStatement
                                .Of(spent.Sums.Where(s => s.Bucket == i + 1 && s.Flow != Rupaya.Domain.Ledger.Flow.Income))
                                .Expenses
                        )
                )
                .Reverse(),
        ]);
        return (simulation, spent.Missing);
    }
}
