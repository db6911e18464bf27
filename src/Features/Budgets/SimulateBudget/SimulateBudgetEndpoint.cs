namespace Rupaya.Features.Budgets.SimulateBudget;

/// <summary>What if: a budget or a category, and a change or an amount.</summary>
/// <param name="BudgetId">A budget; or <paramref name="CategoryId"/>.</param>
/// <param name="CategoryId">An expense category, children included; its budget, where it has one of the period, is the original.</param>
/// <param name="Period">For a category: week, month (default) or year.</param>
/// <param name="AdjustmentPercent">Above −100, at most 1000; or <paramref name="Amount"/>.</param>
/// <param name="Amount">Above 0, in the book's currency.</param>
internal sealed record SimulateBudgetRequest(Guid? BudgetId, Guid? CategoryId, string? Period, decimal? AdjustmentPercent, decimal? Amount);

/// <param name="OriginalBudget">Null where the category has no budget.</param>
/// <param name="Surplus">Adjusted − projected; below 0 it would not do.</param>
/// <param name="Basis">What the projection rests on.</param>
internal sealed record SimulationAnswer(
    decimal? OriginalBudget,
    decimal AdjustedBudget,
    decimal ProjectedSpending,
    decimal Surplus,
    string Currency,
    SimulationBasis Basis
);

/// <param name="Method">What was done with the periods.</param>
/// <param name="Periods">The last completed ones, newest first.</param>
internal sealed record SimulationBasis(
    string Method,
    string Period,
    IReadOnlyList<SimulatedPeriod> Periods,
    IReadOnlyList<Rupaya.Infrastructure.Figures.MissingRate> MissingRates
);

/// <param name="Spent">Expenses less refunds, in the book's currency.</param>
internal sealed record SimulatedPeriod(DateOnly StartDate, DateOnly EndDate, decimal Spent);

internal sealed class SimulateBudgetEndpoint(SimulateBudgetHandler handler) : ApiEndpoint<SimulateBudgetRequest, SimulationAnswer>
{
    public override void Configure()
    {
        Post("/budgets/simulate");
        Describe(
            "What if a budget were another",
            "Nothing is written. Spending is projected as the median of the last three completed periods, which the answer lists. 404 for an "
                + "unknown budget or category; 400 for a change where there is no budget to change."
        );
        InBook();
    }

    public override Task HandleAsync(SimulateBudgetRequest request, CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(request, Caller, cancellation));
}
