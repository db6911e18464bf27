using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Rupaya.Infrastructure.Base;
using Rupaya.Infrastructure.Identity;
using Rupaya.Infrastructure.Postgres;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Infrastructure.Notifications;

/// <summary>That a book has changed: a reason to ask for what a client lacks.</summary>
/// <param name="Seq">How far the book has come.</param>
/// <param name="Kinds">Of what was changed, as the book's history calls them.</param>
public sealed record SyncHint(long Seq, IReadOnlyList<string> Kinds);

/// <summary>
/// Tells open streams that their books have changed. One look in half a second for all streams of the process, and none while there is no stream.
/// Who may open the book no more is found out with the same look, and their stream ends.
/// </summary>
public sealed partial class SyncFeed(
    NpgsqlDataSource database,
    IHostApplicationLifetime lifetime,
    TimeProvider clock,
    ILogger<SyncFeed> logger
) : BackgroundService
{
    /// <summary>Streams one user may have open in this process.</summary>
    public const int PerUser = 5;

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    [AcrossBooks("The books of all open streams of a process: how far they have come, for those whose session and membership stand.")]
    private static readonly string Heads = $"""
        select x.stream_id, b.seq from unnest($1, $2, $3) as x(stream_id, session_id, book_id)
          join sessions s on s.session_id = x.session_id and {SessionSql.Open("$4")}
          join book_members m on m.book_id = x.book_id and m.user_id = s.user_id
          join books b on b.book_id = x.book_id
        """;

    private const string Kinds =
        "select distinct c.kind from changes c where c.book_id = $1 and c.seq > $2 and c.seq <= $3 order by c.kind";

    private readonly ConcurrentDictionary<Guid, SyncStream> _streams = new();

    /// <summary>Opens a stream; null when the user has too many. Dispose it to leave.</summary>
    /// <param name="caller">Whose session it lives with.</param>
    /// <param name="bookId">The book.</param>
    /// <param name="since">What the client has seen.</param>
    public SyncStream? Open(Caller caller, Guid bookId, long since)
    {
        ArgumentNullException.ThrowIfNull(caller);
        var stream = new SyncStream(caller.UserId, bookId, caller.SessionId, since, left => _streams.TryRemove(left.Id, out _));
        // Counted among the others first, so that many at once are not all below the limit.
        _streams[stream.Id] = stream;
        if (_streams.Values.Count(s => s.UserId == caller.UserId) > PerUser)
        {
            stream.Dispose();
            return null;
        }
        if (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            stream.End();
        }
        return stream;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The server waits for requests that are under way, and a stream is one that never ends by itself.
        await using var stopping = lifetime.ApplicationStopping.Register(EndAll);
        using var timer = new PeriodicTimer(Interval, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await LookAsync([.. _streams.Values], stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The process stops.
        }
        EndAll();
    }

    private void EndAll()
    {
        foreach (var stream in _streams.Values)
        {
            stream.End();
        }
    }

    private async Task LookAsync(SyncStream[] streams, CancellationToken cancellation)
    {
        if (streams.Length == 0)
        {
            return;
        }
        try
        {
            await using var connection = await database.OpenConnectionAsync(cancellation);
            var heads = await HeadsAsync(connection, streams, cancellation);
            foreach (var stream in streams)
            {
                // A number that went back is a restore's: the client begins again.
                if (!heads.TryGetValue(stream.Id, out var seq) || seq < stream.Seen)
                {
                    stream.End();
                }
                else if (seq > stream.Seen)
                {
                    stream.Offer(new SyncHint(seq, await KindsAsync(connection, stream, seq, cancellation)));
                }
            }
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            NotLooked(e.Message);
        }
    }

    private async Task<Dictionary<Guid, long>> HeadsAsync(NpgsqlConnection connection, SyncStream[] streams, CancellationToken cancellation)
    {
        var command = Command(
            Heads,
            Column(streams, s => s.Id),
            Column(streams, s => s.SessionId),
            Column(streams, s => s.BookId),
            Parameter(clock.GetUtcNow())
        );
        var found = await connection.ReadAsync(command, r => (Id: r.GetGuid(0), Seq: r.GetInt64(1)), cancellation);
        return found.ToDictionary(f => f.Id, f => f.Seq);
    }

    private static Task<List<string>> KindsAsync(
        NpgsqlConnection connection,
        SyncStream stream,
        long seq,
        CancellationToken cancellation
    ) =>
        connection.ReadAsync(
            Command(Kinds, Parameter(stream.BookId), Parameter(stream.Seen), Parameter(seq)),
            r => r.GetString(0),
            cancellation
        );

    [LoggerMessage(Level = LogLevel.Warning, Message = "Open streams of changes could not be served and will be tried again: {Reason}")]
    private partial void NotLooked(string reason);
}

/// <summary>One client's open stream of hints.</summary>
public sealed class SyncStream : IDisposable
{
    private const int QueueLength = 200;

    private readonly Channel<SyncHint> _waiting = Channel.CreateBounded<SyncHint>(QueueLength);
    private readonly Action<SyncStream> _left;

    internal SyncStream(Guid userId, Guid bookId, Guid sessionId, long since, Action<SyncStream> left) =>
        (UserId, BookId, SessionId, Seen, _left) = (userId, bookId, sessionId, since, left);

    internal Guid Id { get; } = Guid.CreateVersion7();

    internal Guid UserId { get; }

    internal Guid BookId { get; }

    internal Guid SessionId { get; }

    /// <summary>What the client was told of.</summary>
    internal long Seen { get; private set; }

    /// <summary>Completes when the session or the membership ended, the process stops, or the client takes too little.</summary>
    public ChannelReader<SyncHint> Reader => _waiting.Reader;

    internal void Offer(SyncHint hint)
    {
        Seen = hint.Seq;
        if (!_waiting.Writer.TryWrite(hint))
        {
            End();
        }
    }

    internal void End() => _waiting.Writer.TryComplete();

    /// <summary>The reader is gone: nothing more is put aside for it.</summary>
    public void Dispose() => _left(this);
}
