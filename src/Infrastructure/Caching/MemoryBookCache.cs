using System.Collections.Concurrent;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;

namespace Rupaya.Infrastructure.Caching;

/// <summary>The cache of the embedded mode: in this process, bounded by books and by fields of a book.</summary>
internal sealed class MemoryBookCache(IOptions<CacheOptions> options) : IBookCache, IDisposable
{
    private static readonly IReadOnlyDictionary<string, CachedPayload> Nothing = new Dictionary<string, CachedPayload>(
        StringComparer.Ordinal
    );

    private readonly MemoryCache _books = new(new MemoryCacheOptions { SizeLimit = options.Value.MaxBooks });

    public Task<CachedPayload?> FindAsync(Guid bookId, string field) =>
        Task.FromResult(Fields(bookId) is { } fields && fields.TryGetValue(field, out var payload) ? payload : null);

    public Task StoreAsync(Guid bookId, string field, CachedPayload payload, bool extend)
    {
        var fields = Fields(bookId);
        if (fields is null && !extend)
        {
            return Task.CompletedTask;
        }
        fields ??= new ConcurrentDictionary<string, CachedPayload>(StringComparer.Ordinal);
        if (fields.Count >= options.Value.MaxFieldsPerBook && !fields.ContainsKey(field))
        {
            fields.Clear();
        }
        fields[field] = payload;
        if (extend)
        {
            var entry = new MemoryCacheEntryOptions
            {
                Size = 1,
                AbsoluteExpirationRelativeToNow = TimeSpan.FromMinutes(options.Value.Minutes),
            };
            _books.Set(bookId, fields, entry);
        }
        return Task.CompletedTask;
    }

    public Task<IReadOnlyDictionary<string, CachedPayload>> AllAsync(Guid bookId) => Task.FromResult(Fields(bookId) ?? Nothing);

    public void Dispose() => _books.Dispose();

    private ConcurrentDictionary<string, CachedPayload>? Fields(Guid bookId) =>
        _books.Get<ConcurrentDictionary<string, CachedPayload>>(bookId);
}
