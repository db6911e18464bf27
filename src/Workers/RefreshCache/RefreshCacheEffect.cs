using Rupaya.Infrastructure.Figures;

namespace Rupaya.Workers.RefreshCache;

/// <summary>Replaces superseded payloads of books that people are looking at, so that their next look is a hit.</summary>
[EffectDefaults(Concurrency = 1)]
internal sealed class RefreshCacheEffect(FigureReader figures, IEnumerable<IFigure> known) : IBatchEffect<BookChanged>
{
    public async Task HandleAsync(IReadOnlyList<BookChanged> messages, CancellationToken cancellation)
    {
        foreach (var bookId in messages.Select(m => m.BookId).Distinct())
        {
            await figures.WarmAsync(bookId, [.. known], cancellation);
        }
    }
}
