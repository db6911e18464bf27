using Rupaya.Domain.Recurring;
using Rupaya.Infrastructure.Postgres.Entities;

namespace Rupaya.Features.Recurring.UpdateRecurring;

/// <summary>What to change of a schedule: a field that is omitted stays.</summary>
/// <param name="Template">In part: what is omitted of it stays, unless it becomes a transfer or ceases to be one.</param>
/// <param name="EndDate">Null: it goes on.</param>
/// <param name="Count">Null: it goes on.</param>
/// <param name="Nth">Null: that of the start.</param>
/// <param name="PausedFrom">Null: no pause.</param>
/// <param name="PausedUntil">Null: until one is given.</param>
internal sealed record UpdateRecurringRequest(
    Optional<TemplateChange?> Template,
    Optional<string?> Frequency,
    Optional<int?> Interval,
    Optional<DateOnly?> StartDate,
    Optional<DateOnly?> EndDate,
    Optional<int?> Count,
    Optional<int?> Nth,
    Optional<string?> MonthEnd,
    Optional<string?> WeekendRule,
    Optional<DateOnly?> PausedFrom,
    Optional<DateOnly?> PausedUntil
)
{
    /// <summary>The whole schedule that it comes to.</summary>
    public ScheduleTerms Over(RecurringSchedule before)
    {
        var (template, paused) = (TemplateView.From(before), PausedFrom.Or(before.PausedFrom));
        return new ScheduleTerms(
            Template.Value?.Over(template) ?? template.AsGiven(),
            Frequency.Or(before.Frequency),
            Interval.Or(before.Interval),
            StartDate.Or(before.StartDate),
            EndDate.Or(before.EndDate),
            Count.Or(before.MaxCount),
            FirstDate: null,
            // Another frequency has no use for it.
            Frequency.IsGiven
                ? Nth.Value
                : Nth.Or(before.Nth),
            MonthEnd.Value,
            WeekendRule.Or(before.WeekendRule),
            paused,
            // Without a pause there is no end of one.
            PausedUntil.IsGiven || paused is not null
                ? PausedUntil.Or(before.PausedUntil)
                : null
        );
    }
}

internal sealed class UpdateRecurringEndpoint(UpdateRecurringHandler handler) : ApiEndpoint<UpdateRecurringRequest, RecurringView>
{
    public override void Configure()
    {
        Put("/recurring/{recurringId:guid}");
        Describe(
            "Change a schedule and what it posts from now on",
            "The template is changed in part as well: what is omitted of it stays. What is over stays, posted or skipped; a changed schedule goes on with its first day after that. What was edited or skipped of days that "
                + "the new one has as well is kept. If-Match makes it conditional: 412 stale_version."
        );
        InBook();
        Versioned();
    }

    public override Task HandleAsync(UpdateRecurringRequest request, CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(Id("recurringId"), request, IfMatch, Caller, cancellation));
}
