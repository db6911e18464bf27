using Rupaya.Domain.Calendars;
using Rupaya.Infrastructure.Ledger;
using Rupaya.Infrastructure.Reads;

namespace Rupaya.Features.Recurring.ListOccurrences;

internal sealed class ListOccurrencesHandler(BookHeads heads, RecurringSchedules schedules)
{
    private const int Most = 1000;

    public async Task<Result<Answer>> HandleAsync(ListOccurrencesRequest request, Caller caller, CancellationToken cancellation)
    {
        var head = await heads.ReadAsync(caller, cancellation);
        if (!head.IsSuccess)
        {
            return head.Error!;
        }
        var (book, today) = (head.Value.BookId, head.Value.Today);
        var range = ((IRangeQuery)request).Given ?? new DateRange(today.AddYears(-1), today.AddYears(1));
        if (await schedules.ReadAsync(book, request.RecurringId, cancellation) is not [var found])
        {
            return Error.NotFound("Recurring");
        }
        var rows = (await schedules.OccurrencesAsync(book, found.RecurringId, range.Start, cancellation))[found.RecurringId];
        var changed = rows.ToDictionary(o => o.Occurrence);
        var index = RecurringSql.ScheduleOf(found).From(0).TakeWhile(o => o.Day < range.Start).Count();
        var turns = RecurringTurn.From(found, index, changed).TakeWhile(t => t.Day <= range.End).Take(Most);
        return Answer.Ok(turns.Select(OccurrenceView.From));
    }
}
