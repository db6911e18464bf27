using Npgsql;
using Rupaya.Domain.Contracts.V1;
using Rupaya.Infrastructure.Messaging;
using Rupaya.Workers.RaiseAlerts;
using Rupaya.Workers.Schedules;

namespace Rupaya.Integration.Architecture;

/// <summary>What the sample effect, rule and job have seen.</summary>
internal static class SampleSeen
{
    public static TaskCompletionSource Effect { get; } = new();
    public static TaskCompletionSource Rule { get; } = new();
    public static TaskCompletionSource Job { get; } = new();
}

internal sealed class SampleEffect : IEffect<BookChanged>
{
    public Task HandleAsync(BookChanged message, CancellationToken cancellation)
    {
        SampleSeen.Effect.TrySetResult();
        return Task.CompletedTask;
    }
}

internal sealed class SampleRule : IAlertRule
{
    public Task<IReadOnlyList<Alert>> FindAsync(IReadOnlyList<BookChanged> messages, CancellationToken cancellation)
    {
        SampleSeen.Rule.TrySetResult();
        return Task.FromResult<IReadOnlyList<Alert>>([]);
    }
}

internal sealed class SampleJob : IScheduledJob
{
    public string Name => "sample";

    public DateTimeOffset Next(DateTimeOffset after) => after.AddMilliseconds(500);

    public Task RunAsync(NpgsqlConnection connection, DateTimeOffset occurrence, CancellationToken cancellation)
    {
        SampleSeen.Job.TrySetResult();
        return Task.CompletedTask;
    }
}
