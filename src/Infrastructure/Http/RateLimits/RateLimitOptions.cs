using System.Net;

namespace Rupaya.Infrastructure.Http.RateLimits;

/// <summary>A number of requests in a sliding window.</summary>
internal sealed record RateLimit
{
    public int Limit { get; init; }

    public int Seconds { get; init; }
}

/// <summary>How much a caller may ask for. Bound from <c>RateLimits</c>.</summary>
internal sealed record RateLimitOptions
{
    public bool Enabled { get; init; } = true;

    /// <summary>Routes without token, per address (IPv6: per /64).</summary>
    public RateLimit Public { get; init; } = new() { Limit = 10, Seconds = 60 };

    /// <summary>Sign-up, sign-in, second factor, links from mails, per address.</summary>
    public RateLimit Auth { get; init; } = new() { Limit = 5, Seconds = 60 };

    /// <summary>Password, second factor, invitations, export, erasure, per user.</summary>
    public RateLimit Sensitive { get; init; } = new() { Limit = 20, Seconds = 3600 };

    /// <summary>Everything a user does.</summary>
    public RateLimit User { get; init; } = new() { Limit = 1000, Seconds = 3600 };

    /// <summary>Everything a user does within a moment.</summary>
    public RateLimit Burst { get; init; } = new() { Limit = 50, Seconds = 1 };

    /// <summary>Everything that one token for programs does; it takes nothing from what its user does.</summary>
    public RateLimit Token { get; init; } = new() { Limit = 2000, Seconds = 3600 };

    /// <summary>Everything that one token does within a moment.</summary>
    public RateLimit TokenBurst { get; init; } = new() { Limit = 20, Seconds = 1 };

    /// <summary>Everything that all tokens of a user do together.</summary>
    public RateLimit UserTokens { get; init; } = new() { Limit = 5000, Seconds = 3600 };

    /// <summary>Sandboxes, per address: each is a book that somebody has to keep for a day.</summary>
    public RateLimit Sandbox { get; init; } = new() { Limit = 5, Seconds = 3600 };

    /// <summary>Addresses or networks (CIDR) that are not limited: load generators, probes, other services.</summary>
    public string[] InternalCallers { get; init; } = [];

    /// <summary>Null when valid, else what to mend.</summary>
    public string? Problem()
    {
        var wrong = new[] { Public, Auth, Sensitive, User, Burst, Token, TokenBurst, UserTokens, Sandbox }.Any(l =>
            l.Limit < 1 || l.Seconds < 1
        );
        return wrong ? "RateLimits: each limit needs Limit and Seconds of at least 1."
            : InternalCallers.All(c => Networks.Parse(c) is not null) ? null
            : "RateLimits:InternalCallers must be addresses or networks such as 10.0.0.0/8.";
    }
}

/// <summary>Addresses and networks in settings.</summary>
internal static class Networks
{
    /// <summary>The network of an address or a CIDR block; null for anything else.</summary>
    public static IPNetwork? Parse(string text) =>
        IPNetwork.TryParse(text, out var network) ? network
        : IPAddress.TryParse(text, out var ip) ? new IPNetwork(ip, ip.GetAddressBytes().Length * 8)
        : null;
}
