using Rupaya.Domain.Ledger;
using Rupaya.Domain.Recurring;
using Rupaya.Features.Transactions;
using Rupaya.Infrastructure.Ledger.Recurring;

namespace Rupaya.Features.Recurring;

/// <summary>A schedule as clients see it.</summary>
/// <param name="NextDate">When the next occurrence is posted; null when there is none.</param>
internal sealed record RecurringView(
    Guid RecurringId,
    TemplateView Template,
    string Frequency,
    int Interval,
    DateOnly StartDate,
    DateOnly? EndDate,
    int? Count,
    int? Nth,
    string MonthEnd,
    string WeekendRule,
    DateOnly? PausedFrom,
    DateOnly? PausedUntil,
    DateOnly? NextDate,
    long Version,
    DateTimeOffset CreatedAt
)
{
    public static RecurringView From(RecurringSchedule r) =>
        new(
            r.RecurringId,
            TemplateView.From(r),
            r.Frequency,
            r.Interval,
            r.StartDate,
            r.EndDate,
            r.MaxCount,
            r.Nth,
            "clamp",
            r.WeekendRule,
            r.PausedFrom,
            r.PausedUntil,
            r.NextDate,
            r.Version,
            r.CreatedAt
        );

    public static string ETag(RecurringSchedule r) => ETags.Of(r.Version, $"{r.NextIndex}");
}

/// <summary>What each occurrence becomes: a transaction has an accountId, a transfer from- and toAccountId.</summary>
internal sealed record TemplateView(
    string Type,
    Guid? AccountId,
    Guid? FromAccountId,
    Guid? ToAccountId,
    decimal Amount,
    decimal? ToAmount,
    Guid? CategoryId,
    string? Description,
    string? Merchant,
    IReadOnlyList<string> Tags,
    IReadOnlyList<Split> Splits
)
{
    /// <summary>The same as a client would give it.</summary>
    public RecurringTemplate AsGiven() =>
        new(
            AccountId,
            FromAccountId is null ? Type : null,
            FromAccountId,
            ToAccountId,
            Amount,
            ToAmount,
            CategoryId,
            Description,
            Merchant,
            [.. Tags],
            Currency: null,
            Status: null,
            RefundOf: null,
            Splits: [.. Splits.Select(s => new SplitPart(s.CategoryId, s.Amount, s.Description))]
        );

    public static TemplateView From(RecurringSchedule r)
    {
        var isTransfer = r.ToAccountId is not null;
        return new TemplateView(
            r.Type.Name(),
            isTransfer ? null : r.AccountId,
            isTransfer ? r.AccountId : null,
            r.ToAccountId,
            r.Amount,
            r.ToAmount,
            r.CategoryId,
            r.Description,
            r.Merchant,
            r.Tags,
            r.Splits
        );
    }
}

/// <summary>One day of a schedule.</summary>
/// <param name="Occurrence">The day that the schedule gives: what the occurrence is called, whatever its date.</param>
/// <param name="Date">When it is, or was, posted.</param>
/// <param name="Status">upcoming, edited, skipped, paused, posted or failed.</param>
/// <param name="Reason">Why it failed: account_archived, or amount_out_of_range for what a transfer would bring.</param>
/// <param name="TransactionId">What was posted; of a transfer what left.</param>
internal sealed record OccurrenceView(
    DateOnly Occurrence,
    DateOnly Date,
    decimal Amount,
    string? Description,
    string Status,
    string? Reason,
    Guid? TransactionId
)
{
    public static OccurrenceView From(ScheduledDay t) =>
        new(t.Day, t.Date, t.Amount, t.Description, StatusOf(t), t.Changed?.Reason, t.Changed?.TransactionId);

    private static string StatusOf(ScheduledDay t) => t.IsPaused ? "paused" : t.Changed?.Status ?? "upcoming";

    /// <summary>One that is over.</summary>
    public static OccurrenceView From(RecurringOccurrence o, RecurringSchedule of) =>
        new(
            o.Occurrence,
            o.Date ?? o.Occurrence,
            o.Amount ?? of.Amount,
            o.Description ?? of.Description,
            o.Status,
            o.Reason,
            o.TransactionId
        );
}
