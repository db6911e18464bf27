using Rupaya.Infrastructure.Http.Lists;
using Rupaya.Infrastructure.Ledger;
using Rupaya.Infrastructure.Ledger.Recurring;

namespace Rupaya.Features.Recurring.ListRecurring;

internal sealed class ListRecurringHandler(BookHeads heads, ChangeTimes times, RecurringSchedules schedules)
{
    public static readonly ListSorts<RecurringView> Sorts = new(r => r.RecurringId)
    {
        { "nextDate", r => r.NextDate },
        { "startDate", r => r.StartDate },
        { "amount", r => r.Template.Amount },
        { "createdAt", r => r.CreatedAt },
        { "updatedAt", r => r.Version },
    };

    public async Task<Result<Page<RecurringView>>> HandleAsync(
        ListRecurringRequest request,
        CursorScope list,
        Caller caller,
        CancellationToken cancellation
    )
    {
        var head = await heads.ReadAsync(caller, cancellation);
        if (!head.IsSuccess)
        {
            return head.Error!;
        }
        var found = await schedules.ReadAsync(head.Value.BookId, recurringId: null, cancellation);
        RecurringView[] all = [.. found.Select(RecurringView.From)];
        var rows = await times.SinceAsync(head.Value.BookId, all, r => r.Version, request.UpdatedSince?.At, cancellation);
        var page = Sorts.Page(rows, request, list);
        return page.IsSuccess ? new Page<RecurringView>([.. page.Value.Items.Select(r => r)], page.Value.Next) : page.Error!;
    }
}
