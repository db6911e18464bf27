namespace Rupaya.Features.Recurring.EditOccurrence;

/// <summary>What is different this once; what is omitted stays as it is, what is null is as the schedule has it.</summary>
/// <param name="Occurrence">The day that the schedule has.</param>
/// <param name="Date">Between the occurrences before and after it.</param>
/// <param name="Amount">Above 0, in the account's currency; what a transfer brings changes with it.</param>
internal sealed record EditOccurrenceRequest(
    [property: RouteParam, JsonIgnore] QueryDate Occurrence,
    Optional<DateOnly?> Date,
    Optional<decimal?> Amount,
    Optional<string?> Description
);

internal sealed class EditOccurrenceEndpoint(EditOccurrenceHandler handler) : ApiEndpoint<EditOccurrenceRequest, OccurrenceView>
{
    public override void Configure()
    {
        Put("/recurring/{recurringId:guid}/occurrences/{occurrence}");
        Describe(
            "Change one day of a schedule that is still to come",
            "Also takes back that it is skipped. 404 where the schedule has no such day; 409 occurrence_posted when it is over."
        );
        InBook();
        Refuses(Problems.CurrencyPrecision, Problems.OccurrencePosted);
    }

    public override Task HandleAsync(EditOccurrenceRequest request, CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(Id("recurringId"), request.Occurrence.Day, request, Caller, cancellation));
}
