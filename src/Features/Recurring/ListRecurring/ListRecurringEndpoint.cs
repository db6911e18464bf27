namespace Rupaya.Features.Recurring.ListRecurring;

internal sealed class ListRecurringEndpoint(ListRecurringHandler handler) : ApiEndpoint<IEnumerable<RecurringView>>
{
    public override void Configure()
    {
        Get("/recurring");
        Describe("All schedules, oldest first");
        InBook();
    }

    public override Task HandleAsync(CancellationToken cancellation) => ReplyAsync(handler.HandleAsync(Caller, cancellation));
}
