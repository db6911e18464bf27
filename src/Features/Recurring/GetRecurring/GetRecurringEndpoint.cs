namespace Rupaya.Features.Recurring.GetRecurring;

internal sealed class GetRecurringEndpoint(GetRecurringHandler handler) : ApiEndpoint<RecurringView>
{
    public override void Configure()
    {
        Get("/recurring/{recurringId:guid}");
        Describe("One schedule");
        InBook();
        Tagged();
    }

    public override Task HandleAsync(CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(Id("recurringId"), Caller, cancellation));
}
