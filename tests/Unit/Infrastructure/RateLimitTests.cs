using Rupaya.Infrastructure.Http.RateLimits;

namespace Rupaya.Unit.Infrastructure;

public sealed class RateLimitTests
{
    private readonly Clock _clock = new();

    private static List<RateWindow> Five(string who = "1.2.3.4") => [new("auth", $"auth:{who}", 5, 60)];

    private static async Task<int> AllowedAsync(MemoryRateCounters counters, int requests, List<RateWindow> windows)
    {
        var allowed = 0;
        for (var i = 0; i < requests; i++)
        {
            allowed += (await counters.TakeAsync(windows)).Allowed ? 1 : 0;
        }
        return allowed;
    }

    [Fact]
    public async Task As_many_as_the_limit_pass_and_callers_do_not_disturb_each_other()
    {
        var counters = new MemoryRateCounters(_clock);
        (await AllowedAsync(counters, 20, Five())).ShouldBe(5);
        (await AllowedAsync(counters, 20, Five("5.6.7.8"))).ShouldBe(5);
    }

    [Fact]
    public async Task Around_a_boundary_not_twice_the_limit_passes()
    {
        var counters = new MemoryRateCounters(_clock);
        _clock.Now += TimeSpan.FromSeconds(59);
        (await AllowedAsync(counters, 5, Five())).ShouldBe(5);
        _clock.Now += TimeSpan.FromSeconds(2);
        (await AllowedAsync(counters, 5, Five())).ShouldBe(0);
        _clock.Now += TimeSpan.FromSeconds(118);
        (await AllowedAsync(counters, 20, Five())).ShouldBe(5);
    }

    [Fact]
    public async Task After_the_time_that_was_told_there_is_room_again_and_not_before()
    {
        var counters = new MemoryRateCounters(_clock);
        _clock.Now += TimeSpan.FromSeconds(20);
        await AllowedAsync(counters, 5, Five());
        var (allowed, counts) = await counters.TakeAsync(Five());
        allowed.ShouldBeFalse();
        var wait = counts[0].RetryAfter(5, 60);
        _clock.Now += wait - TimeSpan.FromSeconds(1);
        (await AllowedAsync(counters, 1, Five())).ShouldBe(0);
        _clock.Now += TimeSpan.FromSeconds(2);
        (await AllowedAsync(counters, 1, Five())).ShouldBe(1);
    }

    [Fact]
    public async Task A_request_that_one_limit_refuses_counts_in_none()
    {
        var counters = new MemoryRateCounters(_clock);
        List<RateWindow> both = [new("user", "user:a", 100, 3600), new("burst", "burst:a", 2, 1)];
        (await AllowedAsync(counters, 50, both)).ShouldBe(2);
        var (_, counts) = await counters.TakeAsync([both[0]]);
        counts[0].Current.ShouldBe(3);
    }

    [Fact]
    public void Wrong_settings_are_named()
    {
        new RateLimitOptions().Problem().ShouldBeNull();
        new RateLimitOptions { InternalCallers = ["10.0.0.0/8", "::1", "127.0.0.1"] }
            .Problem()
            .ShouldBeNull();
        new RateLimitOptions { InternalCallers = ["everybody"] }
            .Problem()!
            .ShouldContain("InternalCallers");
        new RateLimitOptions
        {
            Auth = new RateLimit { Limit = 0, Seconds = 60 },
        }
            .Problem()!
            .ShouldContain("RateLimits");
    }

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = DateTimeOffset.FromUnixTimeSeconds(1_800_000_000);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
