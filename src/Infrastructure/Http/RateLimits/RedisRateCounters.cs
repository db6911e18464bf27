using Rupaya.Infrastructure.Base;
using Rupaya.Infrastructure.Platform.Caching;
using StackExchange.Redis;

namespace Rupaya.Infrastructure.Http.RateLimits;

/// <summary>
/// Counts for all API processes together: one script, atomic in Redis, by Redis's own clock. Without Redis each process counts for itself, and
/// says so in the metrics.
/// </summary>
internal sealed class RedisRateCounters(RedisConnection redis, MemoryRateCounters fallback) : IRateCounters
{
    private const string Script = """
        local t = redis.call('TIME')
        local now = t[1] * 1000 + math.floor(t[2] / 1000)
        local states, room = {}, 1
        for i, key in ipairs(KEYS) do
            local limit, length = tonumber(ARGV[2 * i - 1]), tonumber(ARGV[2 * i]) * 1000
            local window = math.floor(now / length)
            local h = redis.call('HMGET', key, 'w', 'c', 'p')
            local w, c, p = tonumber(h[1]) or window, tonumber(h[2]) or 0, tonumber(h[3]) or 0
            if w == window - 1 then p, c = c, 0 elseif w < window - 1 then p, c = 0, 0 end
            local elapsed = now % length
            if p * (1 - elapsed / length) + c + 1 > limit then room = 0 end
            states[i] = { window, c, p, elapsed, length }
        end
        local answer = { room }
        for i, key in ipairs(KEYS) do
            local s = states[i]
            s[2] = s[2] + room
            if room == 1 then
                redis.call('HSET', key, 'w', s[1], 'c', s[2], 'p', s[3])
                redis.call('PEXPIRE', key, 2 * s[5])
            end
            answer[3 * i - 1], answer[3 * i], answer[3 * i + 1] = s[2], s[3], s[4]
        end
        return answer
        """;

    public async ValueTask<(bool Allowed, RateCount[] Counts)> TakeAsync(IReadOnlyList<RateWindow> windows)
    {
        var keys = windows.Select(w => (RedisKey)$"rupaya:rate:{w.Key}").ToArray();
        var limits = windows.SelectMany(w => new RedisValue[] { w.Limit, w.Seconds }).ToArray();
        var (answered, result) = await redis.TryAsync(db => db.ScriptEvaluateAsync(Script, keys, limits));
        if (!answered)
        {
            Telemetry.RateLimitFallbacks.Add(1);
            return await fallback.TakeAsync(windows);
        }
        var values = (long[])result!;
        var counts = windows.Select(
            (w, i) => new RateCount(values[(3 * i) + 1], values[(3 * i) + 2], values[(3 * i) + 3] / (w.Seconds * 1000.0))
        );
        return (values[0] == 1, [.. counts]);
    }
}
