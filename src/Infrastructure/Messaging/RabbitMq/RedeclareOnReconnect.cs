using MassTransit;
using MassTransit.RabbitMqTransport;
using RabbitMQ.Client.Events;

namespace Rupaya.Infrastructure.Messaging.RabbitMq;

/// <summary>
/// Tells the gate about the channel on which a queue is declared. An endpoint that only declares does not notice the loss of its connection
/// and would never declare again, so for it this filter ends with the channel, which makes the transport start over.
/// </summary>
internal sealed class RedeclareOnReconnect(string queue, TopologyGate gate, bool declaresOnly) : IFilter<ChannelContext>
{
    public async Task Send(ChannelContext context, IPipe<ChannelContext> next)
    {
        var lost = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task OnShutdown(object sender, ShutdownEventArgs e)
        {
            gate.End(queue);
            lost.TrySetResult();
            return Task.CompletedTask;
        }
        gate.Begin(queue, context.Channel);
        context.Channel.ChannelShutdownAsync += OnShutdown;
        try
        {
            if (context.Channel.IsClosed)
            {
                lost.TrySetResult();
            }
            var run = next.Send(context);
            if (declaresOnly && await Task.WhenAny(run, lost.Task) == lost.Task && !run.IsCompleted)
            {
                _ = run.ContinueWith(static t => t.Exception, TaskContinuationOptions.OnlyOnFaulted);
                return;
            }
            await run;
        }
        finally
        {
            context.Channel.ChannelShutdownAsync -= OnShutdown;
            gate.End(queue);
        }
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("redeclareOnReconnect");
}
