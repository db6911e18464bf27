namespace Rupaya.Features.Recurring.SuggestRecurring;

/// <param name="Template">As a schedule would post it.</param>
/// <param name="NextDate">When the next one is to be expected: a schedule's start.</param>
/// <param name="Occurrences">How many payments there were.</param>
internal sealed record SuggestionView(
    SuggestedTemplate Template,
    string Currency,
    string Frequency,
    int Interval,
    DateOnly NextDate,
    DateOnly LastDate,
    int Occurrences
);

internal sealed record SuggestedTemplate(
    Guid AccountId,
    string Type,
    decimal Amount,
    Guid? CategoryId,
    string? Merchant,
    string? Description
);

internal sealed class SuggestRecurringEndpoint : IEndpoint
{
    public void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet(
                "/recurring/suggestions",
                (Caller caller, SuggestRecurringHandler handler, CancellationToken cancellation) =>
                    handler.HandleAsync(caller, cancellation).ToHttp()
            )
            .WithName("SuggestRecurring")
            .WithTags("Recurring")
            .WithSummary("What looks like a schedule in the last three years and is none yet")
            .WithDescription(
                "At least three payments of one account and merchant (or description), with steady days between them and amounts within a fifth of their "
                    + "median. The largest amounts first."
            )
            .Produces<IReadOnlyList<SuggestionView>>()
            .Problems(401, 404, 503);
}
