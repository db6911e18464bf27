using Rupaya.Infrastructure.Base;

namespace Rupaya.Infrastructure.Platform.Caching;

/// <param name="Tag">The validity tag; a reader serves the body only when it expects this very tag.</param>
/// <param name="Body">JSON in UTF-8.</param>
internal sealed record CachedPayload(string Tag, byte[] Body);

/// <summary>One hash per book: field = resolved query, value = payload with its tag. Losing it costs speed, never correctness.</summary>
internal interface IBookCache
{
    Task<CachedPayload?> FindAsync(Guid bookId, string field);

    /// <param name="bookId">Whose.</param>
    /// <param name="field">The resolved query.</param>
    /// <param name="payload">Its answer.</param>
    /// <param name="extend">True when a person asked: the book's hash lives on. False when an effect warmed what is still there.</param>
    Task StoreAsync(Guid bookId, string field, CachedPayload payload, bool extend);

    Task<IReadOnlyDictionary<string, CachedPayload>> AllAsync(Guid bookId);
}

/// <summary>Which cache, and how long. Bound from <c>Cache</c>.</summary>
internal sealed record CacheOptions
{
    public const string Memory = "Memory";
    public const string Redis = "Redis";

    /// <summary><c>Memory</c> (of this process) or <c>Redis</c>.</summary>
    public string Provider { get; init; } = Memory;

    /// <summary>Minutes after the last miss of a person.</summary>
    public int Minutes { get; init; } = 10;

    /// <summary>What is kept in memory, in MiB: the answers of one process.</summary>
    public int MaxMegabytes { get; init; } = 32;

    /// <summary>Different queries kept per book.</summary>
    public int MaxFieldsPerBook { get; init; } = 32;

    /// <summary>Milliseconds a call to Redis may take before the request goes on without it.</summary>
    public int RedisTimeoutMs { get; init; } = 50;

    /// <summary>Null when valid, else what to mend.</summary>
    public string? Problem() =>
        Provider is not (Memory or Redis)
            ? $"Cache:Provider must be {Memory} or {Redis}, not {Provider}."
            : Span.Problem(
                new("Cache:Minutes", Minutes, 1, 10_080),
                new("Cache:MaxMegabytes", MaxMegabytes, 1, 65_536),
                new("Cache:MaxFieldsPerBook", MaxFieldsPerBook, 1, 10_000),
                new("Cache:RedisTimeoutMs", RedisTimeoutMs, 1, 60_000)
            );
}
