using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Rupaya.Infrastructure.Messaging.RabbitMq;

namespace Rupaya.Infrastructure.Messaging.Operations;

/// <summary>Exchanges, queues and bindings on RabbitMQ.</summary>
public static class Topology
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Declares all that this build needs: runs the process until that is done, then stops it.</summary>
    /// <param name="host">A process with the transport <c>RabbitMq</c>, not started.</param>
    /// <param name="limit">How long the broker may take.</param>
    /// <returns>False when it did not answer in time.</returns>
    public static async Task<bool> DeclareAsync(IHost host, TimeSpan limit)
    {
        await host.StartAsync();
        var gate = host.Services.GetRequiredService<TopologyGate>();
        using var end = new CancellationTokenSource(limit);
        while (!gate.IsOpen && !end.IsCancellationRequested)
        {
            await Task.Delay(Pause);
        }
        var declared = gate.IsOpen;
        await host.StopAsync();
        return declared;
    }
}
