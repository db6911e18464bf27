using System.Net;

namespace Rupaya.Infrastructure.Postgres;

/// <summary>TLS is required towards any server that is not on loopback; start-up refuses otherwise.</summary>
internal static class TransportSecurity
{
    public static void RequireForRemote(string server, string hosts, bool encrypted)
    {
        if (!encrypted && !hosts.Split(',').All(IsLoopback))
        {
            throw new InvalidOperationException($"ConnectionStrings:{server} must use TLS: its host is not on loopback.");
        }
    }

    public static bool IsLoopback(string host)
    {
        var name = host.Trim();
        var bare = name.Count(c => c == ':') == 1 ? name[..name.IndexOf(':', StringComparison.Ordinal)] : name.Trim('[', ']');
        return bare is "localhost" || bare.StartsWith('/') || (IPAddress.TryParse(bare, out var ip) && IPAddress.IsLoopback(ip));
    }
}
