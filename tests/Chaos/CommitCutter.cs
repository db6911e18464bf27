using System.Net;
using System.Net.Sockets;

namespace Rupaya.Chaos;

/// <summary>
/// A proxy before PostgreSQL. While armed, it cuts the next connection whose server says COMMIT, without passing that on: the commit has
/// happened, and the client will never hear of it.
/// </summary>
internal sealed class CommitCutter : IDisposable
{
    private static readonly byte[] Committed = "COMMIT\0"u8.ToArray();

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly int _target;
    private int _armed;
    private int _cut;

    public CommitCutter(int target)
    {
        _target = target;
        _listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Connections that were cut.</summary>
    public int Cut => _cut;

    /// <summary>Cuts the next so many.</summary>
    public void Arm(int times) => Volatile.Write(ref _armed, times);

    public void Dispose() => _listener.Dispose();

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ForwardAsync(await _listener.AcceptTcpClientAsync());
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // Disposed.
        }
    }

    private async Task ForwardAsync(TcpClient client)
    {
        using var _ = client;
        using var server = new TcpClient { NoDelay = true };
        client.NoDelay = true;
        try
        {
            await server.ConnectAsync(IPAddress.Loopback, _target);
            await Task.WhenAny(client.GetStream().CopyToAsync(server.GetStream()), AnswerAsync(server.GetStream(), client.GetStream()));
        }
        catch (Exception e) when (e is SocketException or IOException or ObjectDisposedException or InvalidOperationException)
        {
            // One side is gone.
        }
    }

    private async Task AnswerAsync(NetworkStream server, NetworkStream client)
    {
        var buffer = new byte[64 * 1024];
        while (await server.ReadAsync(buffer) is var n && n > 0)
        {
            if (Volatile.Read(ref _armed) > 0 && buffer.AsSpan(0, n).IndexOf(Committed) >= 0 && Interlocked.Decrement(ref _armed) >= 0)
            {
                Interlocked.Increment(ref _cut);
                return;
            }
            await client.WriteAsync(buffer.AsMemory(0, n));
        }
    }
}
