using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Rupaya.Infrastructure;

/// <summary>A server's certificate, looked at from outside as a client would.</summary>
/// <param name="Name">For people: <c>postgresql</c>, <c>redis</c>, <c>rabbitmq</c> or what the settings call it.</param>
/// <param name="Host">Name or address, which is asked for.</param>
/// <param name="Port">Where it listens.</param>
public sealed record WatchedCertificate(string Name, string Host, int Port)
{
    /// <summary>The name of PostgreSQL's, whose protocol asks for TLS first.</summary>
    internal const string PostgreSql = "postgresql";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>The length of the message, and the code that asks for TLS.</summary>
    private static readonly byte[] SslRequest = [0, 0, 0, 8, 4, 210, 22, 47];

    /// <summary>Null where it is not <c>NAME=HOST:PORT</c>.</summary>
    internal static WatchedCertificate? Parse(string text)
    {
        var (equals, colon) = (text.IndexOf('='), text.LastIndexOf(':'));
        return
            equals > 0
            && colon > equals + 1
            && int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            && port is > 0 and < 65_536
            ? new WatchedCertificate(text[..equals], text[(equals + 1)..colon], port)
            : null;
    }

    /// <summary>When it ends; null when the server did not show one.</summary>
    public async Task<DateTimeOffset?> EndAsync(CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Patience);
        DateTimeOffset? end = null;
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(Host, Port, limit.Token);
            await AskAsync(client.GetStream(), limit.Token);
            await using var tls = new SslStream(client.GetStream());
            var options = new SslClientAuthenticationOptions
            {
                TargetHost = Host,
                // Looked at and never trusted: nothing is said over this connection.
                RemoteCertificateValidationCallback = (_, certificate, _, _) =>
                {
                    end = certificate is X509Certificate2 shown ? new DateTimeOffset(shown.NotAfter) : null;
                    return false;
                },
            };
            await tls.AuthenticateAsClientAsync(options, limit.Token);
        }
        catch (Exception e) when (e is SocketException or IOException or AuthenticationException or OperationCanceledException)
        {
            cancellation.ThrowIfCancellationRequested();
        }
        return end;
    }

    private async Task AskAsync(NetworkStream stream, CancellationToken cancellation)
    {
        if (Name != PostgreSql)
        {
            return;
        }
        await stream.WriteAsync(SslRequest, cancellation);
        var answer = new byte[1];
        await stream.ReadExactlyAsync(answer, cancellation);
    }
}
