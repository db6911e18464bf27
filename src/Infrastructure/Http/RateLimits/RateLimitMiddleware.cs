using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Rupaya.Domain.Results;
using Rupaya.Infrastructure.Base;

namespace Rupaya.Infrastructure.Http.RateLimits;

/// <summary>
/// Applies the limits of a route: per address where there is no token, per user where there is one, and per token where a
/// program asks. Every limited answer says so in
/// <c>RateLimit</c> and <c>RateLimit-Policy</c> (draft-ietf-httpapi-ratelimit-headers) and in the older <c>X-RateLimit-*</c>.
/// </summary>
internal sealed class RateLimitMiddleware(RequestDelegate next, IRateCounters counters, IOptions<RateLimitOptions> options)
{
    private readonly RateLimitOptions _options = options.Value;
    private readonly System.Net.IPNetwork[] _internal =
    [
        .. options.Value.InternalCallers.Select(Networks.Parse).OfType<System.Net.IPNetwork>(),
    ];

    public async Task InvokeAsync(HttpContext context)
    {
        if (!_options.Enabled || context.GetEndpoint()?.Metadata.GetMetadata<ApiRouteMetadata>() is null || IsInternal(context))
        {
            await ContinueAsync(context);
            return;
        }
        var windows = WindowsOf(context);
        var (allowed, counts) = await counters.TakeAsync(windows);
        Describe(context.Response.Headers, windows, counts);
        if (allowed)
        {
            await ContinueAsync(context);
            return;
        }
        var full = windows.Zip(counts).Where(w => !w.Second.HasRoom(w.First.Limit) && w.First.Limit > 0).ToList();
        var wait = full.Select(w => w.Second.RetryAfter(w.First.Limit, w.First.Seconds)).DefaultIfEmpty(TimeSpan.FromSeconds(1)).Max();
        var policy = full.Select(w => w.First.Policy).FirstOrDefault() ?? windows[0].Policy;
        Telemetry.RateLimited.Add(1, new KeyValuePair<string, object?>("policy", policy));
        var error = Problems.RateLimited.Error with { RetryAfter = wait };
        await new ProblemResult(error).ExecuteAsync(context);
    }

    private Task ContinueAsync(HttpContext context) =>
        context.Features.Get<RefusedToken>() is { } refused ? new ProblemResult(refused.Refusal).ExecuteAsync(context) : next(context);

    private List<RateWindow> WindowsOf(HttpContext context)
    {
        var metadata = context.GetEndpoint()!.Metadata;
        var policy = metadata.GetMetadata<RatePolicy>();
        var caller = context.Features.Get<Caller>();
        if (context.Features.Get<RefusedToken>() is not null)
        {
            // Each costs a signature's verification. A client whose token is over asks once; a forger asks often.
            return [Window("burst", _options.Burst, ClientAddress.Network(context))];
        }
        if (caller is null || metadata.GetMetadata<IAllowAnonymous>() is not null)
        {
            var (name, limit) =
                policy == RatePolicy.Auth ? ("auth", _options.Auth)
                : policy == RatePolicy.Sensitive ? ("sensitive", _options.Sensitive)
                : policy == RatePolicy.Sandbox ? ("sandbox", _options.Sandbox)
                : ("public", _options.Public);
            return [Window(name, limit, ClientAddress.Network(context))];
        }
        var user = caller.UserId.ToString("N");
        List<RateWindow> windows = caller.Grant is null
            ? [Window("user", _options.User, user), Window("burst", _options.Burst, user)]
            : OfToken(caller);
        if (policy == RatePolicy.Sensitive)
        {
            windows.Insert(0, Window("sensitive", _options.Sensitive, user));
        }
        return windows;
    }

    private List<RateWindow> OfToken(Caller caller)
    {
        var token = caller.SessionId.ToString("N");
        return
        [
            Window("token", _options.Token, token),
            Window("token-burst", _options.TokenBurst, token),
            Window("user-tokens", _options.UserTokens, caller.UserId.ToString("N")),
        ];
    }

    private static RateWindow Window(string policy, RateLimit limit, string who) =>
        new(policy, $"{policy}:{who}", limit.Limit, limit.Seconds);

    private bool IsInternal(HttpContext context) =>
        _internal.Length > 0
        && ClientAddress.Canonical(context.Connection.RemoteIpAddress) is { } ip
        && Array.Exists(_internal, network => network.Contains(ip));

    private static void Describe(IHeaderDictionary headers, List<RateWindow> windows, RateCount[] counts)
    {
        var stated = windows.Zip(counts).ToList();
        headers["RateLimit-Policy"] = string.Join(
            ", ",
            stated.Select(s => string.Create(CultureInfo.InvariantCulture, $"\"{s.First.Policy}\";q={s.First.Limit};w={s.First.Seconds}"))
        );
        headers["RateLimit"] = string.Join(
            ", ",
            stated.Select(s =>
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"\"{s.First.Policy}\";r={s.Second.Remaining(s.First.Limit)};t={s.Second.ResetSeconds(s.First.Seconds)}"
                )
            )
        );
        var (first, count) = stated[0];
        headers["X-RateLimit-Limit"] = first.Limit.ToString(CultureInfo.InvariantCulture);
        headers["X-RateLimit-Remaining"] = count.Remaining(first.Limit).ToString(CultureInfo.InvariantCulture);
        headers["X-RateLimit-Reset"] = count.ResetSeconds(first.Seconds).ToString(CultureInfo.InvariantCulture);
    }
}

/// <summary>The limit of a route. Routes without one have the user's limits, or the public ones where they need no token.</summary>
/// <param name="Name">As in the settings (<c>RateLimits</c>).</param>
public sealed record RatePolicy(string Name)
{
    /// <summary>Routes without a token: per address.</summary>
    public static RatePolicy Public { get; } = new("public");

    /// <summary>Sign-up, sign-in, second factor, links from mails: per address.</summary>
    public static RatePolicy Auth { get; } = new("auth");

    /// <summary>Password, second factor, invitations, export, erasure: per user; per address where the route needs no token.</summary>
    public static RatePolicy Sensitive { get; } = new("sensitive");

    /// <summary>Sandboxes: per address.</summary>
    public static RatePolicy Sandbox { get; } = new("sandbox");
}
