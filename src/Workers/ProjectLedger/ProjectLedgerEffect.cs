using Rupaya.Infrastructure.Ledger.Projections;

namespace Rupaya.Workers.ProjectLedger;

/// <summary>Keeps <c>book_totals</c> and the words of the search close behind the journal. The message is only a hint that a book moved.</summary>
[EffectDefaults(Concurrency = 2)]
internal sealed class ProjectLedgerEffect(TotalsProjector totals, SearchProjector search) : IBatchEffect<BookChanged>
{
    public async Task HandleAsync(IReadOnlyList<BookChanged> messages, CancellationToken cancellation)
    {
        Guid[] books = [.. messages.Select(m => m.BookId).Distinct()];
        await totals.FoldAsync(books, cancellation);
        await search.FoldAsync(books, cancellation);
    }
}
