namespace Rupaya.Features.Budgets.CopyBudgets;

/// <param name="From">A day of the periods to copy from.</param>
/// <param name="To">A day of the periods to copy to.</param>
internal sealed record CopyBudgetsRequest(DateOnly? From, DateOnly? To);

/// <param name="Created">One for each budget that was copied, for the period that holds the day only.</param>
/// <param name="Changed">Budgets that hold on both days, and now have the amount of the one in the period of the other.</param>
/// <param name="Skipped">Budgets whose category has one of the same length there already.</param>
internal sealed record CopiedBudgets(IReadOnlyList<BudgetView> Created, IReadOnlyList<BudgetView> Changed, IReadOnlyList<Guid> Skipped);

internal sealed class CopyBudgetsEndpoint(CopyBudgetsHandler handler) : ApiEndpoint<CopyBudgetsRequest, CopiedBudgets>
{
    public override void Configure()
    {
        Post("/budgets/copy");
        Describe(
            "Copy the budgets of one period to another",
            "What a week, month or year holds on one day is planned again for the week, month or year that holds the other, with the same amount "
                + "and without what was carried over. A budget that holds on both days gets its amount of the one in the period of the other. What is "
                + "planned there otherwise is left alone. 404 when there is nothing to copy."
        );
        Idempotent();
        Answers(StatusCodes.Status201Created);
        InBook();
    }

    public override Task HandleAsync(CopyBudgetsRequest request, CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(request, Caller, cancellation));
}
