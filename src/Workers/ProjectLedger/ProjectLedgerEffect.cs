using Rupaya.Infrastructure.Ledger;

namespace Rupaya.Workers.ProjectLedger;

/// <summary>Keeps <c>book_totals</c> close behind the journal. The message is only a hint that a book moved.</summary>
internal sealed class ProjectLedgerEffect(TotalsProjector projector) : IEffect<BookChanged>
{
    public Task HandleAsync(BookChanged message, CancellationToken cancellation) => projector.FoldAsync(message.BookId, cancellation);
}
