using Rupaya.Domain.Calendars;
using Rupaya.Domain.Recurring;
using Rupaya.Features.Transactions;
using Rupaya.Infrastructure.Ledger.Rows;

namespace Rupaya.Features.Recurring;

/// <summary>What each occurrence becomes: a transaction (accountId, type) or a transfer (fromAccountId, toAccountId).</summary>
/// <param name="Amount">Above 0, in the currency of the account, of a transfer of the paying one.</param>
/// <param name="ToAmount">What arrives; required when the currencies of a transfer differ.</param>
/// <param name="Currency">Of the account, when it is given.</param>
/// <param name="Status">cleared, when it is given: what a schedule posts has happened.</param>
/// <param name="RefundOf">Must be omitted: a refund is of one transaction.</param>
/// <param name="Splits">The parts of a transaction in several categories; together exactly the amount.</param>
internal sealed record RecurringTemplate(
    Guid? AccountId,
    string? Type,
    Guid? FromAccountId,
    Guid? ToAccountId,
    decimal? Amount,
    decimal? ToAmount,
    Guid? CategoryId,
    string? Description,
    string? Merchant,
    string[]? Tags,
    string? Currency,
    string? Status,
    Guid? RefundOf,
    SplitPart[]? Splits
)
{
    public bool IsTransfer() => FromAccountId is not null || ToAccountId is not null;
}

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
internal sealed record RecurringBody(
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
);

internal sealed class RecurringBodyValidator : Validator<RecurringBody>
{
    private const int MaxInterval = 1000;
    private const int MaxCount = 10_000;

    public RecurringBodyValidator()
    {
        RuleFor(r => r.Template).NotNull().WithMessage("Is required.");
        RuleFor(r => r.Template!).SetValidator(new RecurringTemplateValidator()).When(r => r.Template is not null);
        RuleFor(r => r.Frequency)
            .NotNull()
            .WithMessage($"Must be one of {string.Join(", ", Recurrence.Frequencies)}.")
            .OneOf([.. Recurrence.Frequencies])
            .WithMessage($"Must be one of {string.Join(", ", Recurrence.Frequencies)}.");
        RuleFor(r => r.Interval).InclusiveBetween(1, MaxInterval).WithMessage($"Must be 1 to {MaxInterval}.");
        RuleFor(r => r.StartDate).NotNull().WithMessage("Is required.").BookDate();
        RuleFor(r => r.EndDate).BookDate();
        RuleFor(r => r.Count).InclusiveBetween(1, MaxCount).WithMessage($"Must be 1 to {MaxCount}.");
        RuleFor(r => r.FirstDate).BookDate();
        RuleFor(r => r.PausedFrom).BookDate();
        RuleFor(r => r.PausedUntil)
            .BookDate()
            .Must((r, _) => r.PausedFrom is not null)
            .When(r => r.PausedUntil is not null)
            .WithMessage("Belongs to pausedFrom.");
        RuleFor(r => r.PausedUntil)
            .Must((r, until) => until >= r.PausedFrom)
            .When(r => r.PausedFrom is not null && r.PausedUntil is not null)
            .WithMessage("Must not be before pausedFrom.");
        RuleFor(r => r.Nth).Must(n => n is null or -1 or (>= 1 and <= 4)).WithMessage("Must be 1 to 4, or -1 for the last.");
        RuleFor(r => r.Nth)
            .Null()
            .When(r => r.Frequency is not null and not Recurrence.MonthlyWeekday)
            .WithMessage("Is for monthly_weekday only.");
        RuleFor(r => r.MonthEnd).OneOf("clamp");
        RuleFor(r => r.WeekendRule).OneOf([.. WeekendRules.Names]);
    }
}

internal sealed class RecurringTemplateValidator : Validator<RecurringTemplate>
{
    public RecurringTemplateValidator()
    {
        RuleFor(t => t.AccountId).NotNull().When(t => !t.IsTransfer()).WithMessage("Is required.");
        RuleFor(t => t.AccountId).Null().When(t => t.IsTransfer()).WithMessage("Must be omitted for a transfer.");
        RuleFor(t => t.Type).Must(t => t is "income" or "expense").When(t => !t.IsTransfer()).WithMessage("Must be income or expense.");
        RuleFor(t => t.Type).Must(t => t is null or "transfer").When(t => t.IsTransfer()).WithMessage("Must be omitted for a transfer.");
        RuleFor(t => t.FromAccountId).NotNull().When(t => t.IsTransfer()).WithMessage("Is required.");
        RuleFor(t => t.ToAccountId).NotNull().When(t => t.IsTransfer()).WithMessage("Is required.");
        RuleFor(t => t.CategoryId).Null().When(t => t.IsTransfer()).WithMessage("A transfer has no category.");
        RuleFor(t => t.ToAmount).Null().When(t => !t.IsTransfer()).WithMessage("Is for a transfer only.");
        RuleFor(t => t.Amount).Amount();
        RuleFor(t => t.ToAmount).Amount().When(t => t.ToAmount is not null);
        RuleFor(t => t.Description).Text(500);
        RuleFor(t => t.Merchant).Text(200);
        RuleFor(t => t.Tags).Tags();
        RuleFor(t => t.Status).OneOf("cleared").WithMessage("A schedule posts what is cleared.");
        RuleFor(t => t.RefundOf).Null().WithMessage("A schedule cannot refund.");
        RuleFor(t => t.Splits).Splits();
        RuleFor(t => t.Splits).Empty().When(t => t.IsTransfer()).WithMessage("A transfer has no category.");
        RuleFor(t => t.CategoryId).Null().When(t => t.Splits is { Length: > 0 }).WithMessage("Must be omitted where there are splits.");
    }
}
