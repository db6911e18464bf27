using Rupaya.Domain.Calendars;
using Rupaya.Domain.Recurring;
using Rupaya.Infrastructure.Ledger;
using Rupaya.Infrastructure.Ledger.Recurring;
using Rupaya.Infrastructure.Postgres;

namespace Rupaya.Features.Recurring.ListOccurrences;

internal sealed class ListOccurrencesHandler(BookHeads heads, RecurringSchedules schedules)
{
    private const int Most = 1000;

    public async Task<Result<Reply<IEnumerable<OccurrenceView>>>> HandleAsync(
        ListOccurrencesRequest request,
        Caller caller,
        CancellationToken cancellation
    )
    {
        var head = await heads.ReadAsync(caller, cancellation);
        if (!head.IsSuccess)
        {
            return head.Error!;
        }
        var (book, today) = (head.Value.BookId, head.Value.Today);
        var range = ((IRangeQuery)request).Requested ?? new DateRange(today.AddYears(-1), today.AddYears(1));
        if (await schedules.ReadAsync(book, request.RecurringId, cancellation) is not [var found])
        {
            return Error.NotFound("Recurring");
        }
        var rows = await schedules.OccurrencesAsync(found, range, cancellation);
        var changed = rows.ToDictionary(o => o.Occurrence);
        var coming = ScheduledDay
            .From(found, found.NextIndex, changed)
            .SkipWhile(t => t.Day < range.Start)
            .TakeWhile(t => t.Day <= range.End)
            .Take(Most)
            .ToList();
        // What is over is what was recorded, whatever the schedule was then.
        var over = rows.Except(coming.Select(t => t.Changed).OfType<RecurringOccurrence>()).Select(o => OccurrenceView.From(o, found));
        return Reply.Ok<IEnumerable<OccurrenceView>>(over.Concat(coming.Select(OccurrenceView.From)).OrderBy(o => o.Occurrence).Take(Most));
    }
}
