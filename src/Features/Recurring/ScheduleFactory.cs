using Rupaya.Domain.Ledger;
using Rupaya.Domain.Recurring;
using Rupaya.Features.Transactions;
using Rupaya.Infrastructure.Ledger.Writing;

namespace Rupaya.Features.Recurring;

/// <summary>Turns terms into a schedule; <see cref="ScheduleRules"/> tells whether it can be kept.</summary>
internal static class ScheduleFactory
{
    public static BookReads Reads(RecurringTemplate template) =>
        BookReads.Of(
            [template.AccountId, template.FromAccountId, template.ToAccountId],
            CategoriesOf(template.CategoryId, template.Splits),
            []
        );

    /// <summary>The categories that a template posts into.</summary>
    private static IEnumerable<Guid?> CategoriesOf(Guid? category, SplitPart[]? splits) =>
        [category, .. (splits ?? []).Select(s => s.CategoryId)];

    /// <summary>The schedule with what its terms say; where it goes on is not decided here.</summary>
    public static RecurringSchedule Apply(IScheduleTerms body, RecurringSchedule recurring)
    {
        var template = body.Template!;
        return recurring with
        {
            Type = template.IsTransfer() ? Flow.Transfer : Flows.Parse(template.Type!),
            AccountId = template.FromAccountId ?? template.AccountId!.Value,
            ToAccountId = template.ToAccountId,
            CategoryId = template.CategoryId,
            Amount = template.Amount!.Value,
            ToAmount = template.ToAmount,
            Description = template.Description,
            Merchant = template.Merchant,
            Tags = template.Tags ?? [],
            Splits = SplitPart.Of(template.Splits),
            MaxCount = body.Count,
            PausedFrom = body.PausedFrom,
            PausedUntil = body.PausedUntil,
            Frequency = body.Frequency!,
            Interval = body.Interval ?? 1,
            StartDate = body.StartDate!.Value,
            EndDate = body.EndDate,
            Nth = body.Nth,
            WeekendRule = body.WeekendRule ?? "none",
        };
    }
}
