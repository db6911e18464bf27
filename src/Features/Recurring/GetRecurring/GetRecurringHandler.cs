using Rupaya.Infrastructure.Ledger;
using Rupaya.Infrastructure.Ledger.Recurring;

namespace Rupaya.Features.Recurring.GetRecurring;

internal sealed class GetRecurringHandler(BookHeads heads, RecurringSchedules schedules)
{
    public async Task<Result<Reply<RecurringView>>> HandleAsync(Guid recurringId, Caller caller, CancellationToken cancellation)
    {
        var head = await heads.ReadAsync(caller, cancellation);
        if (!head.IsSuccess)
        {
            return head.Error!;
        }
        return await schedules.ReadAsync(head.Value.BookId, recurringId, cancellation) is [var found]
            ? Reply.Ok<RecurringView>(RecurringView.From(found), RecurringView.ETag(found))
            : Error.NotFound("Recurring");
    }
}
