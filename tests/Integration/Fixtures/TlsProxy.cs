using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace Rupaya.Integration.Fixtures;

/// <summary>Ends PostgreSQL's TLS (SSLRequest, then the handshake) in front of the test's plain server, at once or as a busy one does.</summary>
internal sealed class TlsProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly X509Certificate2 _certificate;
    private readonly Lock _gate = new();
    private int _handshakes;
    private int _asking;

    public TlsProxy(X509Certificate2 certificate)
    {
        _certificate = certificate;
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _ = AcceptAsync();
    }

    public int Port { get; }

    public int Handshakes => Volatile.Read(ref _handshakes);

    /// <summary>How long a client waits for the answer to its wish for TLS.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>Wishes for TLS.</summary>
    public int Attempts { get; private set; }

    /// <summary>Of them, those that waited at the same time.</summary>
    public int MostAtOnce { get; private set; }

    public ValueTask DisposeAsync()
    {
        _listener.Stop();
        _certificate.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await _listener.AcceptTcpClientAsync());
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Stopped.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var incoming = client;
        using var server = new TcpClient();
        try
        {
            var request = new byte[8];
            await incoming.GetStream().ReadExactlyAsync(request);
            Count(1);
            // What gave up goes on costing a busy server its time.
            await Task.Delay(Delay);
            Count(-1);
            await incoming.GetStream().WriteAsync("S"u8.ToArray());
            await using var tls = new SslStream(incoming.GetStream());
            await tls.AuthenticateAsServerAsync(_certificate);
            // With TLS 1.3 the client judges the certificate after this; its first bytes tell that it took it.
            var first = new byte[4096];
            var n = await tls.ReadAsync(first);
            if (n == 0)
            {
                return;
            }
            Interlocked.Increment(ref _handshakes);
            await server.ConnectAsync(IPAddress.Loopback, Servers.PortOf(Servers.Postgres));
            await server.GetStream().WriteAsync(first.AsMemory(0, n));
            await Task.WhenAny(tls.CopyToAsync(server.GetStream()), server.GetStream().CopyToAsync(tls));
        }
        catch (Exception e)
            when (e is IOException or SocketException or System.Security.Authentication.AuthenticationException or ObjectDisposedException)
        {
            // The client did not like the certificate.
        }
    }

    private void Count(int asking)
    {
        lock (_gate)
        {
            _asking += asking;
            Attempts += Math.Max(0, asking);
            MostAtOnce = Math.Max(MostAtOnce, _asking);
        }
    }
}
