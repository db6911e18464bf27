using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Rupaya.Infrastructure.Messaging.RabbitMq;

namespace Rupaya.Infrastructure.Messaging.Operations;

/// <summary>What processes of this build need of the others: exchanges, queues and bindings on RabbitMQ, and the list of its effects.</summary>
public static class Topology
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Declares all that this build needs on RabbitMQ, where that is the transport, and tells processes of other builds of its effects.</summary>
    /// <param name="host">A process, not started.</param>
    /// <param name="limit">How long the broker may take.</param>
    /// <returns>False when it did not answer in time.</returns>
    public static async Task<bool> DeclareAsync(IHost host, TimeSpan limit)
    {
        if (host.Services.GetService<TopologyGate>() is { } gate && !await OpensAsync(host, gate, limit))
        {
            return false;
        }
        await host.Services.GetRequiredService<EffectTable>().WriteAsync(CancellationToken.None);
        return true;
    }

    private static async Task<bool> OpensAsync(IHost host, TopologyGate gate, TimeSpan limit)
    {
        await host.StartAsync();
        using var end = new CancellationTokenSource(limit);
        while (!gate.IsOpen && !end.IsCancellationRequested)
        {
            await Task.Delay(Pause);
        }
        var open = gate.IsOpen;
        await host.StopAsync();
        return open;
    }
}
