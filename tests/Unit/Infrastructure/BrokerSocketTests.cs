using System.Net;
using System.Net.Sockets;
using Rupaya.Infrastructure.Messaging.RabbitMq;

namespace Rupaya.Unit.Infrastructure;

public sealed class BrokerSocketTests
{
    [Fact]
    public async Task What_cannot_be_written_any_more_is_swallowed_and_whoever_reads_learns_of_the_end()
    {
        using var socket = BrokerSocket.Create(AddressFamily.InterNetwork);
        using var broker = await ConnectAsync(socket);
        await using var stream = socket.GetStream();
        await stream.WriteAsync("AMQP"u8.ToArray(), TestContext.Current.CancellationToken);

        // As a killed process does: what it has not read is answered with a reset.
        broker.LingerState = new LingerOption(enable: true, seconds: 0);
        broker.Close();
        for (var i = 0; i < 1000; i++)
        {
            await stream.WriteAsync(new byte[4096], TestContext.Current.CancellationToken);
        }
        (await EndsAsync(stream)).ShouldBeTrue();
    }

    [Fact]
    public async Task What_can_be_read_but_not_written_is_closed()
    {
        using var socket = BrokerSocket.Create(AddressFamily.InterNetwork);
        using var broker = await ConnectAsync(socket);
        await using var stream = socket.GetStream();
        socket.Client.Shutdown(SocketShutdown.Send);

        await stream.WriteAsync(new byte[1], TestContext.Current.CancellationToken);

        (await EndsAsync(stream)).ShouldBeTrue();
    }

    private static async Task<Socket> ConnectAsync(RabbitMQ.Client.ITcpClient socket)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        await socket.ConnectAsync(IPAddress.Loopback, ((IPEndPoint)listener.LocalEndpoint).Port, TestContext.Current.CancellationToken);
        return await listener.AcceptSocketAsync(TestContext.Current.CancellationToken);
    }

    private static async Task<bool> EndsAsync(Stream stream)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        try
        {
            return await stream.ReadAsync(new byte[1], limit.Token) == 0;
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            return true;
        }
    }
}
