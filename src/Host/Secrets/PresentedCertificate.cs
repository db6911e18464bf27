using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace Rupaya.Host.Secrets;

/// <summary>Asks a server for its certificate, and for nothing else. Whether it is to be trusted, the connection itself decides.</summary>
internal static class PresentedCertificate
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    // PostgreSQL's SSLRequest; it answers S, and TLS begins.
    private static readonly byte[] PostgresAsks = [0, 0, 0, 8, 4, 210, 22, 47];

    /// <summary>When it ends; null where the server has no TLS.</summary>
    public static async Task<DateTimeOffset?> EndOfAsync(string host, int port, bool postgres)
    {
        using var limit = new CancellationTokenSource(Limit);
        using var client = new TcpClient();
        await client.ConnectAsync(host, port, limit.Token);
        await using var plain = client.GetStream();
        if (postgres)
        {
            var answer = new byte[1];
            await plain.WriteAsync(PostgresAsks, limit.Token);
            await plain.ReadExactlyAsync(answer, limit.Token);
            if (answer[0] != (byte)'S')
            {
                return null;
            }
        }
        X509Certificate2? presented = null;
#pragma warning disable CA5359 // Nothing is said to it: it is asked until when its certificate lasts, also when that is over.
        await using var tls = new SslStream(plain, leaveInnerStreamOpen: false);
        await tls.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions
            {
                TargetHost = host,
                RemoteCertificateValidationCallback = (_, certificate, _, _) =>
                {
                    presented = certificate as X509Certificate2;
                    return true;
                },
            },
            limit.Token
        );
#pragma warning restore CA5359
        return presented is null ? null : new DateTimeOffset(presented.NotAfter.ToUniversalTime());
    }
}
