namespace Rupaya.Features.Recurring.SuggestRecurring;

/// <param name="Template">As a schedule would post it.</param>
/// <param name="PreviousAmount">What a steady amount was before it changed; null where it did not.</param>
/// <param name="StartDate">A day that is over, from which the days are counted: a schedule's start, with <paramref name="NextDate"/> as its first date.</param>
/// <param name="NextDate">When the next one is to be expected.</param>
/// <param name="Occurrences">How many payments there were.</param>
internal sealed record SuggestionView(
    SuggestedTemplate Template,
    decimal? PreviousAmount,
    string Currency,
    string Frequency,
    int Interval,
    DateOnly StartDate,
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

internal sealed class SuggestRecurringEndpoint(SuggestRecurringHandler handler) : ApiEndpoint<IEnumerable<SuggestionView>>
{
    public override void Configure()
    {
        Get("/recurring/suggestions");
        Describe(
            "What looks like a schedule in the last three years and is none yet",
            "At least three payments of one account and merchant (or description) near the days of one schedule (each 1, 2 or 4 weeks; 1, 2, 3, 6 or "
                + "12 months), with a price that changes seldom or amounts within a fifth of their median. The largest amounts first."
        );
        InBook();
    }

    public override Task HandleAsync(CancellationToken cancellation) => ReplyAsync(handler.HandleAsync(Caller, cancellation));
}
