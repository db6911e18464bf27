using Rupaya.Infrastructure.Reads;

namespace Rupaya.Workers.RefreshCache;

/// <summary>Replaces superseded payloads of books that people are looking at, so that their next look is a hit.</summary>
internal sealed class RefreshCacheEffect(BookHeads heads, Figures figures, IEnumerable<IFigure> known) : IEffect<BookChanged>
{
    public async Task HandleAsync(BookChanged message, CancellationToken cancellation)
    {
        var head = await heads.ReadForEffectAsync(message.BookId, cancellation);
        if (head is not null)
        {
            await figures.WarmAsync(head, known.ToList(), cancellation);
        }
    }
}
