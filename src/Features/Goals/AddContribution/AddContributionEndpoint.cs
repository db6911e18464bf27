namespace Rupaya.Features.Goals.AddContribution;

/// <summary>What was put aside.</summary>
/// <param name="Amount">In the book's currency; below 0 it was taken out again. Not 0.</param>
/// <param name="Date">Civil date of the book; today in its zone when omitted.</param>
internal sealed record AddContributionRequest(decimal? Amount, DateOnly? Date, string? Note);

/// <param name="Saved">What contributions to the goal come to now.</param>
internal sealed record ContributionView(
    Guid ContributionId,
    Guid GoalId,
    decimal Amount,
    string Currency,
    DateOnly Date,
    string? Note,
    decimal Saved,
    DateTimeOffset CreatedAt
);

internal sealed class AddContributionEndpoint(AddContributionHandler handler) : ApiEndpoint<AddContributionRequest, ContributionView>
{
    public override void Configure()
    {
        Post("/goals/{goalId:guid}/contributions");
        Describe(
            "Put money aside for a goal, or take it out again",
            "No money moves: it is what the goal counts. 409 goal_linked where linked accounts count instead; 400 insufficient_savings when more is "
                + "taken out than was put aside."
        );
        Idempotent();
        Answers(StatusCodes.Status201Created);
        InBook();
        Refuses(Problems.CurrencyPrecision, Problems.GoalLinked, Problems.InsufficientSavings);
    }

    public override Task HandleAsync(AddContributionRequest request, CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(Id("goalId"), request, Caller, cancellation));
}
