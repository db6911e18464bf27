using System.Net.Sockets;
using RabbitMQ.Client;

namespace Rupaya.Infrastructure.Messaging.RabbitMq;

/// <summary>
/// A connection to the broker that swallows what it cannot write any more and closes, so that whoever reads from it learns of the end.
/// </summary>
/// <remarks>
/// RabbitMQ.Client 7.1 queues 128 frames for one writing loop. When the broker dies, the loop ends at the first failed write and nobody empties
/// the queue: acknowledgements wait for a place in it, the closing of their channel waits for them, no other channel is told, and nothing
/// reconnects until the process ends. Told in the client's issue 1930; mended in 7.2.2 by closing the queue. A broker that freezes, so that writes
/// wait instead of failing, is not helped: an alarm of the broker looks the same, and rightly lasts.
/// </remarks>
internal sealed class BrokerSocket(Socket socket) : TcpClientAdapter(socket)
{
    public static ITcpClient Create(AddressFamily family) =>
        new BrokerSocket(new Socket(family, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true });

    public override NetworkStream GetStream() => new SwallowingStream(Client);

    private sealed class SwallowingStream(Socket socket) : NetworkStream(socket)
    {
        private volatile bool _broken;

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_broken)
            {
                return;
            }
            try
            {
                await base.WriteAsync(buffer, cancellationToken);
            }
            catch (Exception e) when (e is IOException or ObjectDisposedException)
            {
                _broken = true;
                Socket.Close();
            }
        }
    }
}
