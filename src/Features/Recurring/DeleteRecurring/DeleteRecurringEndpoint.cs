namespace Rupaya.Features.Recurring.DeleteRecurring;

internal sealed class DeleteRecurringEndpoint(DeleteRecurringHandler handler) : ApiEndpoint<EmptyResponse>
{
    public override void Configure()
    {
        Delete("/recurring/{recurringId:guid}");
        Describe("End a schedule; what it posted stays");
        Refuses(401, 403, 404, 412, 503);
    }

    public override Task HandleAsync(CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(Id("recurringId"), IfMatch, Caller, cancellation));
}
