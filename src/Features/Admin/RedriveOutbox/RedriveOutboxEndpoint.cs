namespace Rupaya.Features.Admin.RedriveOutbox;

internal sealed class RedriveOutboxEndpoint(RedriveOutboxHandler handler) : ApiEndpoint<RedriveResponse>
{
    public override void Configure()
    {
        Post("/admin/operations/outbox/dead/redrive");
        Describe(
            "Put dead rows back into the outbox",
            "In their order. Rows that are still bad in themselves die again. 409 redrive_running."
        );
        ForAdmins();
        Refuses(Problems.RedriveRunning);
    }

    public override Task HandleAsync(CancellationToken cancellation) => ReplyAsync(handler.HandleAsync(cancellation));
}
