namespace Rupaya.Features.Recurring.DeleteRecurring;

internal sealed class DeleteRecurringEndpoint(DeleteRecurringHandler handler) : ApiEndpoint<EmptyResponse>
{
    public override void Configure()
    {
        Delete("/recurring/{recurringId:guid}");
        Describe("End a schedule; what it posted stays");
        InBook();
        Versioned();
    }

    public override Task HandleAsync(CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(Id("recurringId"), IfMatch, Caller, cancellation));
}
