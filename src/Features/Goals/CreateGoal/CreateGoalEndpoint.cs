namespace Rupaya.Features.Goals.CreateGoal;

/// <summary>What to save for.</summary>
/// <param name="TargetAmount">Above 0, in the book's currency.</param>
/// <param name="TargetDate">After today in the book's zone; omitted for whenever.</param>
/// <param name="AccountIds">What is saved is what these hold; without any, contributions count.</param>
internal sealed record CreateGoalRequest(string? Name, decimal? TargetAmount, DateOnly? TargetDate, Guid[]? AccountIds);

internal sealed class CreateGoalEndpoint : IEndpoint
{
    public void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost(
                "/goals",
                (CreateGoalRequest request, Caller caller, CreateGoalHandler handler, CancellationToken cancellation) =>
                    handler.HandleAsync(request, caller, cancellation).ToHttp()
            )
            .WithName("CreateGoal")
            .WithTags("Goals")
            .WithSummary("Set a savings goal")
            .WithDescription("404 for an unknown account; 400 currency_precision.")
            .Idempotent()
            .Produces<GoalPlan>(StatusCodes.Status201Created)
            .Problems(400, 401, 403, 404, 422, 503);
}

internal sealed class CreateGoalValidator : AbstractValidator<CreateGoalRequest>
{
    public CreateGoalValidator()
    {
        RuleFor(r => r.Name).GoalName();
        RuleFor(r => r.TargetAmount).Amount();
        RuleFor(r => r.TargetDate).BookDate();
        RuleFor(r => r.AccountIds).GoalAccounts();
    }
}
