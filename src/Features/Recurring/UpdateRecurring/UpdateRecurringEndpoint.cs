namespace Rupaya.Features.Recurring.UpdateRecurring;

/// <summary>What to change of a schedule: a field that is omitted stays.</summary>
/// <param name="Template">As a whole.</param>
/// <param name="EndDate">Null: it goes on.</param>
/// <param name="Nth">Null: that of the start.</param>
internal sealed record UpdateRecurringRequest(
    Given<RecurringTemplate?> Template,
    Given<string?> Frequency,
    Given<int?> Interval,
    Given<DateOnly?> StartDate,
    Given<DateOnly?> EndDate,
    Given<int?> Nth,
    Given<string?> MonthEnd,
    Given<string?> WeekendRule
)
{
    /// <summary>The whole body that it comes to.</summary>
    public RecurringBody Over(Infrastructure.Persistence.Entities.Recurring before) =>
        new(
            Template.Or(TemplateView.From(before).AsGiven()),
            Frequency.Or(before.Frequency),
            Interval.Or(before.Interval),
            StartDate.Or(before.StartDate),
            EndDate.Or(before.EndDate),
            // Another frequency has no use for it.
            Frequency.IsGiven
                ? Nth.Value
                : Nth.Or(before.Nth),
            MonthEnd.Value,
            WeekendRule.Or(before.WeekendRule)
        );
}

internal sealed class UpdateRecurringEndpoint : IEndpoint
{
    public void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPut(
                "/recurring/{recurringId:guid}",
                (
                    Guid recurringId,
                    UpdateRecurringRequest request,
                    IfMatch ifMatch,
                    Caller caller,
                    UpdateRecurringHandler handler,
                    CancellationToken cancellation
                ) => handler.HandleAsync(recurringId, request, ifMatch, caller, cancellation).ToHttp()
            )
            .WithName("UpdateRecurring")
            .WithTags("Recurring")
            .WithSummary("Change a schedule and what it posts from now on")
            .WithDescription(
                "What is over stays, posted or skipped; a changed schedule goes on with its first day after that. What was edited or skipped of days that "
                    + "the new one has as well is kept. If-Match makes it conditional: 412 stale_version."
            )
            .Produces<RecurringView>()
            .Problems(400, 401, 403, 404, 409, 412, 503);
}

/// <summary>What cannot be cleared; the whole that it comes to is looked at when it is known what it changes.</summary>
internal sealed class UpdateRecurringValidator : AbstractValidator<UpdateRecurringRequest>
{
    public UpdateRecurringValidator()
    {
        RuleFor(r => r.Template.Value).NotNull().When(r => r.Template.IsGiven).WithMessage("Is required.").OverridePropertyName("template");
        RuleFor(r => r.Frequency.Value)
            .NotNull()
            .When(r => r.Frequency.IsGiven)
            .WithMessage("Is required.")
            .OverridePropertyName("frequency");
        RuleFor(r => r.StartDate.Value)
            .NotNull()
            .When(r => r.StartDate.IsGiven)
            .WithMessage("Is required.")
            .OverridePropertyName("startDate");
    }
}
