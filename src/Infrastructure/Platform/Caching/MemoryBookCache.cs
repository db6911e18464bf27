using System.Collections.Concurrent;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;

namespace Rupaya.Infrastructure.Platform.Caching;

/// <summary>The cache of the embedded mode: in this process, bounded by bytes and by fields of a book.</summary>
internal sealed class MemoryBookCache(IOptions<CacheOptions> options, TimeProvider clock) : IBookCache, IDisposable
{
    // What an entry costs beside its bytes.
    private const int Overhead = 500;

    private static readonly IReadOnlyDictionary<string, CachedPayload> Nothing = new Dictionary<string, CachedPayload>(
        StringComparer.Ordinal
    );

    private readonly MemoryCache _books = new(new MemoryCacheOptions { SizeLimit = options.Value.MaxMegabytes * 1024L * 1024 });

    public Task<CachedPayload?> FindAsync(Guid bookId, string field) =>
        Task.FromResult(Find(bookId) is { } shelf && shelf.Fields.TryGetValue(field, out var payload) ? payload : null);

    public Task StoreAsync(Guid bookId, string field, CachedPayload payload, bool extend)
    {
        var shelf = Find(bookId);
        if (!extend && shelf?.Fields.ContainsKey(field) != true)
        {
            return Task.CompletedTask;
        }
        shelf ??= new BookEntries(new ConcurrentDictionary<string, CachedPayload>(StringComparer.Ordinal), default);
        if (shelf.Fields.Count >= options.Value.MaxFieldsPerBook && !shelf.Fields.ContainsKey(field))
        {
            shelf.Fields.Clear();
        }
        shelf.Fields[field] = payload;
        var until = extend ? clock.GetUtcNow().AddMinutes(options.Value.Minutes) : shelf.Until;
        // Set again whatever changes, because its size is counted when it is.
        _books.Set(bookId, shelf with { Until = until }, new MemoryCacheEntryOptions { Size = Size(shelf), AbsoluteExpiration = until });
        return Task.CompletedTask;
    }

    public Task<IReadOnlyDictionary<string, CachedPayload>> AllAsync(Guid bookId) =>
        Task.FromResult<IReadOnlyDictionary<string, CachedPayload>>(Find(bookId)?.Fields ?? Nothing);

    public void Dispose() => _books.Dispose();

    private BookEntries? Find(Guid bookId) => _books.Get<BookEntries>(bookId);

    private static long Size(BookEntries shelf) => shelf.Fields.Sum(f => (long)f.Value.Body.Length + Overhead);

    private sealed record BookEntries(ConcurrentDictionary<string, CachedPayload> Fields, DateTimeOffset Until);
}
