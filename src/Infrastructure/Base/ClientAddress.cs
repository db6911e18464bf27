using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;

namespace Rupaya.Infrastructure.Base;

/// <summary>Where a request came from: the connection's address, or what a trusted proxy says.</summary>
internal static class ClientAddress
{
    /// <summary>What limits count as one caller: an IPv4 address, or the /64 that one IPv6 customer has.</summary>
    public static string Network(HttpContext context) => Network(context.Connection.RemoteIpAddress);

    public static string Network(IPAddress? address)
    {
        var ip = Canonical(address);
        return ip?.AddressFamily == AddressFamily.InterNetworkV6
            ? new IPNetwork(new IPAddress([.. ip.GetAddressBytes()[..8], .. new byte[8]]), 64).ToString()
            : ip?.ToString() ?? "unknown";
    }

    /// <summary>An IPv4 address that arrived as IPv6 is IPv4.</summary>
    public static IPAddress? Canonical(IPAddress? ip) => ip?.IsIPv4MappedToIPv6 == true ? ip.MapToIPv4() : ip;
}
