using System.Net;
using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Security;

/// <summary>S14: limits hold over all processes, say what they are, and go on when Redis is gone.</summary>
public abstract class LimitTests(Deployment product)
{
    private static readonly (string, string) On = ("RateLimits:Enabled", "true");

    // A machine that is busy with other tests must not make a process count for itself in between.
    private static readonly (string, string) Patient = ("Cache:RedisTimeoutMs", "5000");

    private static (string, string) ForwardedFrom(string address) => ("X-Forwarded-For", address);

    private static readonly (string, string) BehindProxy = ("Web:TrustedProxies:0", "127.0.0.1");

    [Fact]
    public async Task S14_the_limit_of_an_address_holds_over_both_processes_and_is_told()
    {
        var (one, two) = await TwoAsync();
        await using var first = one;
        await using var second = two;
        var here = ForwardedFrom($"198.51.100.{Random}");
        var replies = new List<Reply>();
        for (var i = 0; i < 12; i++)
        {
            var api = i % 2 == 0 ? one : two;
            replies.Add(await new Client(api.Address).SignInAsync("WrongPass123!", "nobody@rupaya.example", here));
        }
        replies.Count(r => (int)r.Status != 429).ShouldBe(5);
        var refused = replies[^1];
        refused.ShouldFail(429, "rate_limited");
        refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds.ShouldBeInRange(1, 110);
        refused.Headers.GetValues("RateLimit-Policy").Single().ShouldBe("\"auth\";q=5;w=60");
        refused.Headers.GetValues("RateLimit").Single().ShouldStartWith("\"auth\";r=0;t=");
        refused.Headers.GetValues("X-RateLimit-Limit").Single().ShouldBe("5");
        refused.Headers.GetValues("X-RateLimit-Remaining").Single().ShouldBe("0");
        replies[0].Headers.GetValues("X-RateLimit-Remaining").Single().ShouldBe("4");
        int.Parse(replies[0].Headers.GetValues("X-RateLimit-Reset").Single()).ShouldBeInRange(1, 60);
        // Another address is another caller; a header from who is no trusted proxy is none.
        (await new Client(one.Address).SignInAsync("x", "nobody@rupaya.example", ForwardedFrom($"198.51.101.{Random}"))).ShouldFail(
            401,
            "invalid_credentials"
        );
    }

    [Fact]
    public async Task S14_users_have_limits_of_their_own_and_sensitive_operations_stricter_ones()
    {
        await using var api = await product.AnotherAsync(
            "serve",
            On,
            ("RateLimits:Auth:Limit", "1000"),
            ("RateLimits:User:Limit", "30"),
            ("RateLimits:Sensitive:Limit", "3"),
            ("RateLimits:Burst:Limit", "1000")
        );
        var (asha, ravi) = (await new Client(api.Address).SignUpAsync(), await new Client(api.Address).SignUpAsync());
        var wrong = new
        {
            currentPassword = Client.Password,
            newPassword = "SecurePass456!",
            token = "000000",
        };
        for (var i = 0; i < 3; i++)
        {
            ((int)(await asha.PostAsync("auth/mfa/setup", null)).Status).ShouldBe(200);
        }
        var refused = await asha.PostAsync("auth/change-password", wrong);
        refused.ShouldFail(429, "rate_limited");
        refused
            .Headers.GetValues("RateLimit-Policy")
            .Single()
            .ShouldBe("\"sensitive\";q=3;w=3600, \"user\";q=30;w=3600, \"burst\";q=1000;w=1");
        for (var i = 0; i < 27; i++)
        {
            (await asha.GetAsync("accounts")).Ok();
        }
        (await asha.GetAsync("accounts")).ShouldFail(429, "rate_limited");
        (await ravi.GetAsync("accounts")).Ok();
        (await asha.GetAsync("/health/live")).Ok();
        (await api.MetricsAsync()).ShouldMatch("rupaya_ratelimit_refused_total\\{policy=\"user\"\\} [1-9]");
    }

    [Fact]
    public async Task S14_a_burst_is_cut_and_a_moment_later_there_is_room()
    {
        await using var api = await product.AnotherAsync(
            "serve",
            On,
            ("RateLimits:Auth:Limit", "1000"),
            ("RateLimits:Burst:Limit", "10"),
            ("RateLimits:Burst:Seconds", "3"),
            Patient
        );
        var asha = await new Client(api.Address).SignUpAsync();
        var replies = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => asha.GetAsync("accounts")));
        replies
            .Count(r => r.Status == HttpStatusCode.OK)
            .ShouldBeInRange(10, 20, string.Join(' ', replies.Select(r => $"{(int)r.Status} {r.Code}")));
        var wait = replies.First(r => (int)r.Status == 429).Headers.RetryAfter!.Delta!.Value;
        await Task.Delay(wait + TimeSpan.FromSeconds(1));
        (await asha.GetAsync("accounts")).Ok();
    }

    [Fact]
    public async Task S14_internal_callers_are_not_limited_and_say_so_by_saying_nothing()
    {
        await using var api = await product.AnotherAsync("serve", On, ("RateLimits:InternalCallers:0", "127.0.0.0/8"));
        for (var i = 0; i < 12; i++)
        {
            var reply = await new Client(api.Address).SignInAsync("x", "nobody@rupaya.example");
            ((int)reply.Status).ShouldBeOneOf(401, 423);
            reply.Headers.Contains("RateLimit").ShouldBeFalse();
        }
    }

    [Fact]
    public async Task S14_forged_tokens_are_counted_by_address_before_they_cost_much()
    {
        await using var api = await product.AnotherAsync(
            "serve",
            On,
            BehindProxy,
            ("RateLimits:Burst:Limit", "10"),
            ("RateLimits:Burst:Seconds", "30"),
            Patient
        );
        var forger = new Client(api.Address) { Token = "forged" };
        var here = ForwardedFrom($"198.51.103.{Random}");
        var replies = new List<Reply>();
        for (var i = 0; i < 15; i++)
        {
            replies.Add(await forger.GetAsync("accounts", here));
        }
        replies.Take(10).ShouldAllBe(r => r.Code == "invalid_token");
        replies.Skip(10).ShouldAllBe(r => r.Code == "rate_limited");
    }

    // A small number of its own for each run: Redis outlives a test.
    private protected static int Random => System.Security.Cryptography.RandomNumberGenerator.GetInt32(1, 255);

    private protected async Task<(ProductProcess One, ProductProcess Two)> TwoAsync(params (string, string)[] settings)
    {
        var one = await product.AnotherAsync("serve", [On, BehindProxy, .. settings]);
        // Without Redis each process counts for itself: there is one.
        return product is FullDeployment ? (one, await product.AnotherAsync("serve", [On, BehindProxy, .. settings])) : (one, one);
    }
}

[Collection(Embedded.Name)]
public sealed class EmbeddedLimitTests(EmbeddedDeployment product) : LimitTests(product);

[Collection(Full.Name)]
public sealed class FullLimitTests(FullDeployment product) : LimitTests(product)
{
    [Fact]
    public async Task S14_without_Redis_each_process_counts_for_itself_and_says_so()
    {
        await using var proxy = new TcpProxy(Servers.PortOf(Servers.Redis));
        var redis = Servers.Redis.Replace($":{Servers.PortOf(Servers.Redis)}", $":{proxy.Port}", StringComparison.Ordinal);
        var (one, two) = await TwoAsync(("ConnectionStrings:Redis", redis));
        await using var first = one;
        await using var second = two;
        var here = ("X-Forwarded-For", $"198.51.102.{Random}");
        // From elsewhere: on a busy machine Redis may be too late for the very first call, which then counts in memory already.
        var elsewhere = ("X-Forwarded-For", $"198.51.103.{Random}");
        (await new Client(one.Address).SignInAsync("x", "nobody@rupaya.example", elsewhere)).ShouldFail(401, "invalid_credentials");
        proxy.Cut();
        foreach (var api in new[] { one, two })
        {
            var replies = new List<Reply>();
            for (var i = 0; i < 9; i++)
            {
                replies.Add(await new Client(api.Address).SignInAsync("x", $"nobody-{i}@rupaya.example", here));
            }
            replies.Count(r => (int)r.Status == 401).ShouldBe(5);
            replies.Count(r => (int)r.Status == 429).ShouldBe(4);
            (await api.MetricsAsync()).ShouldMatch("rupaya_ratelimit_fallbacks_total [1-9]");
        }
    }
}
