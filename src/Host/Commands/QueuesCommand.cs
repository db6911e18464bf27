using System.Globalization;
using System.Text;
using Rupaya.Infrastructure.Messaging.Operations;

namespace Rupaya.Host.Commands;

/// <summary>
/// Outbox, queues and projections in the terminal, once a second until Ctrl-C: <c>queues [--once]</c>. Written once where the output is no
/// terminal. Reads PostgreSQL and the broker itself, so it works while the API is down.
/// </summary>
internal static class QueuesCommand
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    public static async Task<int> RunAsync(bool once, string[] settings)
    {
        await using var app = RupayaHost.Build(
            new Role(Serves: false, Works: false),
            [.. settings, "--Cache:Provider=Memory", "--Messaging:Dispatch=false"],
            builder => builder.Logging.SetMinimumLevel(LogLevel.Error)
        );
        var operations = app.Services.GetRequiredService<MessagingOperations>();
        using var stop = new CancellationTokenSource();
        Console.CancelKeyPress += (_, e) =>
        {
            e.Cancel = true;
            stop.Cancel();
        };
        var live = !once && !Console.IsOutputRedirected;
        do
        {
            var text = await DescribeAsync(operations);
            Console.Write(live ? $"\e[H\e[2J{text}" : text);
            await Task.Delay(live ? Interval : TimeSpan.Zero, stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        } while (live && !stop.IsCancellationRequested);
        return 0;
    }

    private static async Task<string> DescribeAsync(MessagingOperations operations)
    {
        try
        {
            return Describe(await operations.ReadAsync(CancellationToken.None));
        }
        catch (Npgsql.NpgsqlException e)
        {
            return $"PostgreSQL does not answer: {e.Message}\n";
        }
    }

    private static string Describe(MessagingState state)
    {
        var text = new StringBuilder();
        var broker = state.BrokerReachable ? "" : "  (the broker does not answer)";
        text.Append(CultureInfo.InvariantCulture, $"transport {state.Transport}{broker}\n\n");
        text.Append("outbox      pending  oldest s     dead\n");
        text.Append(
            CultureInfo.InvariantCulture,
            $"       {state.Outbox.Pending, 12}{state.Outbox.OldestAgeSeconds, 10:F1}{state.Outbox.Dead, 9}\n\n"
        );
        text.Append(CultureInfo.InvariantCulture, $"{"queue", -32}{"ready", 9}{"unacked", 9}{"consumers", 11}{"dead", 8}\n");
        foreach (var q in state.Queues)
        {
            text.Append(CultureInfo.InvariantCulture, $"{q.Name, -32}{q.Ready, 9}{q.Unacked, 9}{q.Consumers, 11}{q.DeadLettered, 8}\n");
        }
        text.Append(CultureInfo.InvariantCulture, $"\n{"projection", -32}{"books behind", 14}{"max lag", 10}\n");
        foreach (var p in state.Projections)
        {
            text.Append(CultureInfo.InvariantCulture, $"{p.Name, -32}{p.BooksBehind, 14}{p.MaxLag, 10}\n");
        }
        return text.ToString();
    }
}
