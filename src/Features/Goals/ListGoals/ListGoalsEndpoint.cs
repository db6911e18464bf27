namespace Rupaya.Features.Goals.ListGoals;

internal sealed class ListGoalsEndpoint(ListGoalsHandler handler) : ApiEndpoint<IEnumerable<GoalView>>
{
    public override void Configure()
    {
        Get("/goals");
        Describe("All goals and how far they are, oldest first");
        InBook();
    }

    public override Task HandleAsync(CancellationToken cancellation) => ReplyAsync(handler.HandleAsync(Caller, cancellation));
}
