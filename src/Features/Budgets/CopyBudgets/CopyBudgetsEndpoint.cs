namespace Rupaya.Features.Budgets.CopyBudgets;

/// <param name="From">A day of the periods to copy from.</param>
/// <param name="To">A day of the periods to copy to.</param>
internal sealed record CopyBudgetsRequest(DateOnly? From, DateOnly? To);

/// <param name="Created">One for each budget that was copied, for the period that holds the day only.</param>
/// <param name="Changed">Budgets that hold on both days, and now have the amount of the one in the period of the other.</param>
/// <param name="Skipped">Budgets whose category has one of the same length there already.</param>
internal sealed record CopiedBudgets(IReadOnlyList<BudgetView> Created, IReadOnlyList<BudgetView> Changed, IReadOnlyList<Guid> Skipped);

internal sealed class CopyBudgetsEndpoint : IEndpoint
{
    public void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost(
                "/budgets/copy",
                (CopyBudgetsRequest request, Caller caller, CopyBudgetsHandler handler, CancellationToken cancellation) =>
                    handler.HandleAsync(request, caller, cancellation).ToHttp()
            )
            .WithName("CopyBudgets")
            .WithTags("Budgets")
            .WithSummary("Copy the budgets of one period to another")
            .WithDescription(
                "What a week, month or year holds on one day is planned again for the week, month or year that holds the other, with the same amount "
                    + "and without what was carried over. A budget that holds on both days gets its amount of the one in the period of the other. What is "
                    + "planned there otherwise is left alone. 404 when there is nothing to copy."
            )
            .Idempotent()
            .Produces<CopiedBudgets>(StatusCodes.Status201Created)
            .Problems(400, 401, 403, 404, 422, 503);
}

internal sealed class CopyBudgetsValidator : AbstractValidator<CopyBudgetsRequest>
{
    public CopyBudgetsValidator()
    {
        RuleFor(r => r.From).NotNull().WithMessage("Is required.").BookDate();
        RuleFor(r => r.To).NotNull().WithMessage("Is required.").BookDate();
    }
}
