namespace Rupaya.Features.Budgets.UpdateBudget;

/// <summary>What to change: a field that is omitted stays.</summary>
/// <param name="CategoryId">An expense category; its children count too.</param>
/// <param name="Amount">Above 0, in the book's currency; periods before <paramref name="From"/> keep what they had.</param>
/// <param name="From">The amount holds from the period of this day on; from the present one when omitted.</param>
/// <param name="EndDate">Null: it goes on.</param>
internal sealed record UpdateBudgetRequest(
    Optional<Guid?> CategoryId,
    Optional<decimal?> Amount,
    Optional<DateOnly?> From,
    Optional<string?> Period,
    Optional<string?> Rollover,
    Optional<DateOnly?> StartDate,
    Optional<DateOnly?> EndDate
);

internal sealed class UpdateBudgetEndpoint(UpdateBudgetHandler handler) : ApiEndpoint<UpdateBudgetRequest, BudgetView>
{
    public override void Configure()
    {
        Put("/budgets/{budgetId:guid}");
        Describe(
            "Change a budget",
            "An amount holds from a period on, the present one by default; what was carried over from earlier periods stays. If-Match makes it "
                + "conditional: 412 stale_version. 400 category_kind, currency_precision; 404 for an unknown budget or category; 409 budget_exists."
        );
        InBook();
        Versioned();
        Refuses(Problems.BudgetExists, Problems.CategoryKind, Problems.CurrencyPrecision);
    }

    public override Task HandleAsync(UpdateBudgetRequest request, CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(Id("budgetId"), request, IfMatch, Caller, cancellation));
}
