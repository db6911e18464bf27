namespace Rupaya.Features.Recurring.CreateRecurring;

/// <summary>A schedule and what it posts.</summary>
/// <param name="Frequency">daily, weekly, monthly, monthly_weekday (as the second Tuesday) or yearly.</param>
/// <param name="Interval">Every so many of them; 1 when omitted, at most 1000.</param>
/// <param name="StartDate">The first day; with monthly_weekday the first such weekday is on or after it.</param>
/// <param name="EndDate">No day is after it.</param>
/// <param name="Count">It ends after so many days, 1 to 10 000; the earlier of both ends counts.</param>
/// <param name="FirstDate">Days before it are not posted: for a schedule whose start is over.</param>
/// <param name="PausedFrom">Nothing is posted from this day on and before <paramref name="PausedUntil"/>.</param>
/// <param name="PausedUntil">The first day after the pause; without it the pause lasts until one is given.</param>
/// <param name="Nth">For monthly_weekday: 1 to 4, −1 for the last; that of the start when omitted.</param>
/// <param name="MonthEnd">clamp: a 31st is the last day of a shorter month, and the 31st again in the next.</param>
/// <param name="WeekendRule">none (default), before (Friday) or after (Monday).</param>
internal sealed record CreateRecurringRequest(
    RecurringTemplate? Template,
    string? Frequency,
    int? Interval,
    DateOnly? StartDate,
    DateOnly? EndDate,
    int? Count,
    DateOnly? FirstDate,
    int? Nth,
    string? MonthEnd,
    string? WeekendRule,
    DateOnly? PausedFrom,
    DateOnly? PausedUntil
) : IScheduleTerms;

internal sealed class CreateRecurringEndpoint(CreateRecurringHandler handler) : ApiEndpoint<CreateRecurringRequest, RecurringView>
{
    public override void Configure()
    {
        Post("/recurring");
        Describe(
            "Post a transaction or transfer again and again",
            "Each day is posted once, when it begins in the book's zone; what is due already is posted at once. Postings have no overdraft limit: an "
                + "alert says when an account runs low. 404 for an unknown account or category; 409 account_archived; 400 category_kind, same_account, "
                + "currency_precision, splits_do_not_sum, or a schedule that never fires. Of several days that a weekend rule moves onto one, each "
                + "is posted, and those that are moved name their own day."
        );
        Idempotent();
        Answers(StatusCodes.Status201Created);
        InBook();
        Tagged();
        Refuses(Problems.AccountArchived, Problems.CategoryKind, Problems.CurrencyPrecision, Problems.SameAccount, Problems.SplitsDoNotSum);
    }

    public override Task HandleAsync(CreateRecurringRequest request, CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(request, Caller, cancellation));
}
