namespace Rupaya.Features.Budgets.CreateBudget;

/// <summary>What to plan.</summary>
/// <param name="CategoryId">An expense category; its children count too.</param>
/// <param name="Amount">Above 0, in the book's currency.</param>
/// <param name="Period"><c>week</c>, <c>month</c> or <c>year</c>.</param>
/// <param name="Rollover"><c>none</c> (default), <c>surplus</c> or <c>both</c>.</param>
/// <param name="EndDate">The last period is the one that holds it; the budget goes on when omitted.</param>
/// <param name="StartDate">Today when omitted; the first period is the one that holds it.</param>
internal sealed record CreateBudgetRequest(
    Guid? CategoryId,
    decimal? Amount,
    string? Period,
    string? Rollover,
    DateOnly? StartDate,
    DateOnly? EndDate
);

internal sealed class CreateBudgetEndpoint(CreateBudgetHandler handler) : ApiEndpoint<CreateBudgetRequest, BudgetView>
{
    public override void Configure()
    {
        Post("/budgets");
        Describe(
            "Plan the spending of a category",
            "400 category_kind, currency_precision; 404 for an unknown category; 409 budget_exists: the category has one of the period on these days."
        );
        Idempotent();
        Answers(StatusCodes.Status201Created);
        InBook();
        Tagged();
        Refuses(Problems.BudgetExists, Problems.CategoryKind, Problems.CurrencyPrecision);
    }

    public override Task HandleAsync(CreateBudgetRequest request, CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(request, Caller, cancellation));
}
