namespace Rupaya.Features.Admin.RedriveDeadLetters;

internal sealed class RedriveDeadLettersEndpoint(RedriveDeadLettersHandler handler) : ApiEndpoint<RedriveResponse>
{
    public override void Configure()
    {
        Post("/admin/operations/dead-letters/{queue}/redrive");
        Describe(
            "Put a queue's dead letters back into it",
            "Those that are there now, in their order; one that dies again meanwhile is left. 404 for a queue of no effect, 409 redrive_running, "
                + "503 broker_unavailable: what was moved by then stays moved."
        );
        ForAdmins();
        Refuses(Problems.BrokerUnavailable, Problems.RedriveRunning);
    }

    public override Task HandleAsync(CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(Route<string>("queue")!, cancellation));
}
