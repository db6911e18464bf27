using Rupaya.Infrastructure.Figures;

namespace Rupaya.Features.Analytics.BudgetProgress;

internal sealed class BudgetProgressEndpoint(BudgetProgressHandler handler) : ApiEndpoint<IEnumerable<BudgetProgressAnswer>>
{
    public override void Configure()
    {
        Get("/analytics/budget-progress");
        Describe(
            "How far each budget is used in its current period",
            "Periods follow the book's calendar. Refunds lower what is spent; projected extends the pace so far to the period's end."
        );
        InBook();
        Tagged();
    }

    public override Task HandleAsync(CancellationToken cancellation) => ReplyAsync(handler.HandleAsync(Caller, IfNoneMatch, cancellation));
}
