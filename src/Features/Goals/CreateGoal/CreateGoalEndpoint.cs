namespace Rupaya.Features.Goals.CreateGoal;

/// <summary>What to save for.</summary>
/// <param name="TargetAmount">Above 0, in the book's currency.</param>
/// <param name="TargetDate">After today in the book's zone; omitted for whenever.</param>
/// <param name="AccountIds">What is saved is what these hold; without any, contributions count.</param>
internal sealed record CreateGoalRequest(string? Name, decimal? TargetAmount, DateOnly? TargetDate, Guid[]? AccountIds);

internal sealed class CreateGoalEndpoint(CreateGoalHandler handler) : ApiEndpoint<CreateGoalRequest, GoalPlan>
{
    public override void Configure()
    {
        Post("/goals");
        Describe("Set a savings goal", "404 for an unknown account; 400 currency_precision.");
        Idempotent();
        Answers(StatusCodes.Status201Created);
        InBook();
        Tagged();
        Refuses(Problems.CurrencyPrecision);
    }

    public override Task HandleAsync(CreateGoalRequest request, CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(request, Caller, cancellation));
}
