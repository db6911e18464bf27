using Rupaya.Infrastructure.Ledger.Recurring;

namespace Rupaya.Workers.PostRecurring;

/// <summary>Posts what a schedule has due.</summary>
internal sealed class PostRecurringEffect(RecurringPosting posting) : IEffect<RecurringDue>
{
    public Task HandleAsync(RecurringDue message, CancellationToken cancellation) =>
        posting.PostAsync(message.BookId, message.RecurringId, cancellation);
}
