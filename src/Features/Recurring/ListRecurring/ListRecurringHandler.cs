using Rupaya.Infrastructure.Ledger;
using Rupaya.Infrastructure.Ledger.Recurring;

namespace Rupaya.Features.Recurring.ListRecurring;

internal sealed class ListRecurringHandler(BookHeads heads, RecurringSchedules schedules)
{
    public async Task<Result<Reply<IEnumerable<RecurringView>>>> HandleAsync(Caller caller, CancellationToken cancellation)
    {
        var head = await heads.ReadAsync(caller, cancellation);
        if (!head.IsSuccess)
        {
            return head.Error!;
        }
        var found = await schedules.ReadAsync(head.Value.BookId, recurringId: null, cancellation);
        return Reply.Ok<IEnumerable<RecurringView>>(found.Select(RecurringView.From));
    }
}
