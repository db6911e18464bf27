using System.Text;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Rupaya.Infrastructure.Platform.Caching;

/// <summary>The cache that processes share. A value is the tag, a line feed, then the body.</summary>
internal sealed class RedisBookCache(RedisConnection redis, IOptions<CacheOptions> options) : IBookCache
{
    private const byte Separator = (byte)'\n';

    public async Task<CachedPayload?> FindAsync(Guid bookId, string field)
    {
        var (_, value) = await redis.TryAsync(db => db.HashGetAsync(Key(bookId), field));
        return Unpack(value);
    }

    public async Task StoreAsync(Guid bookId, string field, CachedPayload payload, bool extend)
    {
        byte[] value = [.. Encoding.ASCII.GetBytes(payload.Tag), Separator, .. payload.Body];
        await redis.TryAsync(async db =>
        {
            var key = Key(bookId);
            if (!extend && !await db.HashExistsAsync(key, field))
            {
                return false;
            }
            if (extend && await db.HashLengthAsync(key) >= options.Value.MaxFieldsPerBook && !await db.HashExistsAsync(key, field))
            {
                await db.KeyDeleteAsync(key);
            }
            await db.HashSetAsync(key, field, value);
            return !extend || await db.KeyExpireAsync(key, TimeSpan.FromMinutes(options.Value.Minutes));
        });
    }

    public async Task<IReadOnlyDictionary<string, CachedPayload>> AllAsync(Guid bookId)
    {
        var (_, entries) = await redis.TryAsync(db => db.HashGetAllAsync(Key(bookId)));
        return (entries ?? [])
            .Select(e => (Field: (string)e.Name!, Payload: Unpack(e.Value)))
            .Where(e => e.Payload is not null)
            .ToDictionary(e => e.Field, e => e.Payload!, StringComparer.Ordinal);
    }

    private static RedisKey Key(Guid bookId) => $"rupaya:book:{bookId:N}";

    private static CachedPayload? Unpack(RedisValue value)
    {
        if (value.IsNull)
        {
            return null;
        }
        byte[] bytes = value!;
        var cut = Array.IndexOf(bytes, Separator);
        return cut < 0 ? null : new CachedPayload(Encoding.ASCII.GetString(bytes, 0, cut), bytes[(cut + 1)..]);
    }
}
