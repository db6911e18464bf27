using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Rupaya.Infrastructure.Notifications;

/// <summary>Serves the open streams of a process: one look at a time for all of them, and none while there is no stream.</summary>
/// <typeparam name="TStream">A client's open stream.</typeparam>
public abstract partial class StreamFeed<TStream>(IHostApplicationLifetime lifetime, TimeProvider clock, TimeSpan interval, ILogger logger)
    : BackgroundService
    where TStream : FeedStream
{
    private readonly ConcurrentDictionary<Guid, TStream> _streams = new();

    /// <summary>Looks what is new for these, and ends those that are over.</summary>
    protected abstract Task LookAsync(IReadOnlyList<TStream> streams, CancellationToken cancellation);

    /// <summary>Takes a stream in; false when its user has too many.</summary>
    private protected bool Add(TStream stream)
    {
        // Counted among the others first, so that many at once are not all below the limit.
        _streams[stream.Id] = stream;
        stream.Left = () => _streams.TryRemove(stream.Id, out _);
        if (_streams.Values.Count(s => s.UserId == stream.UserId) > FeedStream.PerUser)
        {
            stream.Dispose();
            return false;
        }
        if (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            stream.End();
        }
        return true;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The server waits for requests that are under way, and a stream is one that never ends by itself.
        await using var stopping = lifetime.ApplicationStopping.Register(EndAll);
        using var timer = new PeriodicTimer(interval, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await TryLookAsync([.. _streams.Values.Where(s => s.IsStarted)], stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The process stops.
        }
        EndAll();
    }

    private async Task TryLookAsync(TStream[] streams, CancellationToken cancellation)
    {
        try
        {
            if (streams.Length > 0)
            {
                await LookAsync(streams, cancellation);
            }
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            NotLooked(logger, typeof(TStream).Name, e.Message);
        }
    }

    private void EndAll()
    {
        foreach (var stream in _streams.Values)
        {
            stream.End();
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Open streams ({Kind}) could not be served and will be tried again: {Reason}")]
    private static partial void NotLooked(ILogger logger, string kind, string reason);
}

/// <summary>A client's open stream: who reads it, and of which book.</summary>
public abstract class FeedStream(Guid userId, Guid bookId, Guid sessionId) : IDisposable
{
    /// <summary>Streams of a kind that one user may have open in a process.</summary>
    public const int PerUser = 5;

    internal Guid Id { get; } = Guid.CreateVersion7();
    internal Guid UserId => userId;
    internal Guid BookId => bookId;
    internal Guid SessionId => sessionId;

    /// <summary>False until it is known what the client has.</summary>
    internal bool IsStarted { get; private protected set; } = true;

    /// <summary>Forgets the stream.</summary>
    internal Action? Left { get; set; }

    internal abstract void End();

    /// <summary>The reader is gone: nothing more is put aside for it.</summary>
    public void Dispose()
    {
        Left?.Invoke();
        GC.SuppressFinalize(this);
    }
}

/// <summary>The same with what is put aside for the reader.</summary>
/// <typeparam name="T">What it is told.</typeparam>
public abstract class FeedStream<T>(Guid userId, Guid bookId, Guid sessionId) : FeedStream(userId, bookId, sessionId)
{
    private const int QueueLength = 200;

    private readonly Channel<T> _waiting = Channel.CreateBounded<T>(QueueLength);

    /// <summary>Completes when the stream is over, the process stops, or the client takes too little.</summary>
    public ChannelReader<T> Reader => _waiting.Reader;

    internal override void End() => _waiting.Writer.TryComplete();

    private protected void PutAside(T item)
    {
        if (!_waiting.Writer.TryWrite(item))
        {
            End();
        }
    }
}
