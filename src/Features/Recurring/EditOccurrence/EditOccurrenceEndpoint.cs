namespace Rupaya.Features.Recurring.EditOccurrence;

/// <summary>What is different this once; what is omitted stays as it is, what is null is as the schedule has it.</summary>
/// <param name="Date">Between the occurrences before and after it.</param>
/// <param name="Amount">Above 0, in the account's currency; what a transfer brings changes with it.</param>
internal sealed record EditOccurrenceRequest(Given<DateOnly?> Date, Given<decimal?> Amount, Given<string?> Description);

internal sealed class EditOccurrenceEndpoint : IEndpoint
{
    public void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPut(
                "/recurring/{recurringId:guid}/occurrences/{occurrence}",
                (
                    Guid recurringId,
                    QueryDate occurrence,
                    EditOccurrenceRequest request,
                    Caller caller,
                    EditOccurrenceHandler handler,
                    CancellationToken cancellation
                ) => handler.HandleAsync(recurringId, occurrence.Day, request, caller, cancellation).ToHttp()
            )
            .WithName("EditOccurrence")
            .WithTags("Recurring")
            .WithSummary("Change one day of a schedule that is still to come")
            .WithDescription(
                "Also takes back that it is skipped. 404 where the schedule has no such day; 409 occurrence_posted when it is over."
            )
            .Produces<OccurrenceView>()
            .Problems(400, 401, 403, 404, 409, 503);
}

internal sealed class EditOccurrenceValidator : AbstractValidator<EditOccurrenceRequest>
{
    public EditOccurrenceValidator()
    {
        RuleFor(r => r.Date.Value).BookDate().OverridePropertyName("date");
        RuleFor(r => r.Amount.Value).Amount().When(r => r.Amount.Value is not null).OverridePropertyName("amount");
        RuleFor(r => r.Description.Value).Text(500).OverridePropertyName("description");
    }
}
