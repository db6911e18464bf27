using RabbitMQ.Client;
using Rupaya.Infrastructure.Messaging;
using Rupaya.Workers;

namespace Rupaya.Chaos;

/// <summary>What lies in the broker's dead-letter queues; nothing of this workload belongs there.</summary>
internal sealed class DeadQueues : IAsyncDisposable
{
    private static readonly string[] Names =
    [
        .. EffectCatalog.Scan(typeof(WorkersRegistration).Assembly).All.Select(e => $"{e.Queue}.dead"),
    ];

    private readonly ConnectionFactory _factory = new() { Uri = new Uri(Servers.RabbitMq) };
    private IConnection? _connection;

    public async Task<long> CountAsync()
    {
        // The broker may have been killed since the last look.
        if (_connection is not { IsOpen: true })
        {
            _connection = await _factory.CreateConnectionAsync();
        }
        await using var channel = await _connection.CreateChannelAsync();
        var count = 0L;
        foreach (var name in Names)
        {
            count += await channel.MessageCountAsync(name);
        }
        return count;
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection is not null)
        {
            await _connection.DisposeAsync();
        }
    }
}
