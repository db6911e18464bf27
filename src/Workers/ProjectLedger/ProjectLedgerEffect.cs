using Rupaya.Infrastructure.Ledger;

namespace Rupaya.Workers.ProjectLedger;

/// <summary>Keeps <c>book_totals</c> and the words of the search close behind the journal. The message is only a hint that a book moved.</summary>
internal sealed class ProjectLedgerEffect(TotalsProjector totals, SearchProjector search) : IEffect<BookChanged>
{
    public async Task HandleAsync(BookChanged message, CancellationToken cancellation)
    {
        await totals.FoldAsync(message.BookId, cancellation);
        await search.FoldAsync(message.BookId, cancellation);
    }
}
