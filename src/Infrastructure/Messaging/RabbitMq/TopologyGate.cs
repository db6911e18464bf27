using System.Collections.Concurrent;
using MassTransit;
using RabbitMQ.Client;

namespace Rupaya.Infrastructure.Messaging.RabbitMq;

/// <summary>
/// Open only while every queue of this build has been declared on a channel that still lives. Publishing waits for it: a confirm alone says
/// ok when only some of an exchange's queues are bound.
/// </summary>
internal sealed class TopologyGate : IReceiveEndpointObserver
{
    private readonly ConcurrentDictionary<string, Entry> _queues = new(StringComparer.Ordinal);

    public bool IsOpen => !_queues.IsEmpty && _queues.Values.All(e => e.IsOpen);

    /// <summary>Names a queue that must be declared; all are named before the bus starts.</summary>
    internal void Track(string queue) => _queues.TryAdd(queue, new Entry());

    internal void Begin(string queue, IChannel channel) => _queues[queue].Set(channel, declared: false);

    internal void End(string queue) => _queues[queue].Set(null, declared: false);

    public Task Ready(ReceiveEndpointReady ready)
    {
        if (ready.IsStarted && _queues.TryGetValue(ready.InputAddress.AbsolutePath.Split('/')[^1], out var entry))
        {
            entry.Declared();
        }
        return Task.CompletedTask;
    }

    public Task Stopping(ReceiveEndpointStopping stopping) => Task.CompletedTask;

    public Task Completed(ReceiveEndpointCompleted completed) => Task.CompletedTask;

    public Task Faulted(ReceiveEndpointFaulted faulted) => Task.CompletedTask;

    private sealed class Entry
    {
        private readonly Lock _gate = new();
        private IChannel? _channel;
        private bool _declared;

        public bool IsOpen
        {
            get
            {
                lock (_gate)
                {
                    return _declared && _channel is { IsOpen: true };
                }
            }
        }

        public void Set(IChannel? channel, bool declared)
        {
            lock (_gate)
            {
                (_channel, _declared) = (channel, declared);
            }
        }

        public void Declared()
        {
            lock (_gate)
            {
                _declared = _channel is not null;
            }
        }
    }
}
