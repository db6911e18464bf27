using Microsoft.Extensions.Options;
using Rupaya.Infrastructure.Platform.Caching;

namespace Rupaya.Unit.Infrastructure;

public sealed class MemoryBookCacheTests : IDisposable
{
    private const int Kilobyte = 1024;

    private readonly MemoryBookCache _cache = new(
        Options.Create(new CacheOptions { MaxMegabytes = 1, MaxFieldsPerBook = 4 }),
        TimeProvider.System
    );

    public void Dispose() => _cache.Dispose();

    [Fact]
    public async Task What_is_kept_is_bounded_by_its_bytes_whoever_asks_for_how_many_books()
    {
        var books = Enumerable.Range(0, 100).Select(_ => Guid.CreateVersion7()).ToList();
        foreach (var book in books)
        {
            await _cache.StoreAsync(book, "dashboard", Payload(50 * Kilobyte), extend: true);
        }
        var kept = 0L;
        foreach (var book in books)
        {
            kept += (await _cache.AllAsync(book)).Values.Sum(p => (long)p.Body.Length);
        }
        kept.ShouldBeLessThanOrEqualTo(Kilobyte * Kilobyte);
        // What there is room for is kept.
        await _cache.StoreAsync(books[0], "small", Payload(10), extend: true);
        (await _cache.FindAsync(books[0], "small")).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_book_has_so_many_answers_and_then_begins_anew()
    {
        var book = Guid.CreateVersion7();
        for (var i = 0; i < 5; i++)
        {
            await _cache.StoreAsync(book, $"report?{i}", Payload(10), extend: true);
        }
        (await _cache.AllAsync(book)).Keys.ShouldBe(["report?4"]);
    }

    [Fact]
    public async Task An_effect_warms_only_what_a_person_looked_at()
    {
        var book = Guid.CreateVersion7();
        await _cache.StoreAsync(book, "dashboard", Payload(10), extend: false);
        (await _cache.FindAsync(book, "dashboard")).ShouldBeNull();
        await _cache.StoreAsync(book, "report", Payload(10), extend: true);
        await _cache.StoreAsync(book, "dashboard", Payload(10), extend: false);
        (await _cache.AllAsync(book)).Keys.ShouldBe(["report"]);
    }

    private static CachedPayload Payload(int bytes) => new("tag", new byte[bytes]);
}
