using Npgsql;

namespace Rupaya.Workers.Schedules;

/// <summary>Something that happens at certain moments, each of them once however many workers run.</summary>
internal interface IScheduledJob
{
    /// <summary>Stable: the key of the schedule.</summary>
    string Name { get; }

    /// <summary>The first occurrence after a moment, UTC.</summary>
    DateTimeOffset Next(DateTimeOffset after);

    /// <summary>
    /// What happens, in the transaction that marks the occurrence as done: it writes rows, the outbox among them. Whatever is slow or outside of
    /// the database follows from a message.
    /// </summary>
    Task RunAsync(NpgsqlConnection connection, DateTimeOffset occurrence, CancellationToken cancellation);
}
