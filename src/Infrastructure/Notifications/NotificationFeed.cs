using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Rupaya.Infrastructure.Base;
using Rupaya.Infrastructure.Identity;
using Rupaya.Infrastructure.Postgres;
using Rupaya.Infrastructure.Postgres.Entities;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Infrastructure.Notifications;

/// <summary>
/// Tells open streams what is new. One look per second for all streams of the process, and none while there is no stream; what was said before
/// is known by id, so that no clock of another process matters.
/// </summary>
public sealed partial class NotificationFeed(
    NpgsqlDataSource database,
    IHostApplicationLifetime lifetime,
    TimeProvider clock,
    ILogger<NotificationFeed> logger
) : BackgroundService
{
    /// <summary>Streams one user may have open in this process.</summary>
    public const int PerUser = 5;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private const string Latest = """
        select n.notification_id, n.kind, n.title, n.body, n.data::text, n.created_at, n.read_at from (
               select * from notifications n where n.user_id = $1 and n.book_id = $2
                order by n.created_at desc, n.notification_id desc limit 50) n
         order by n.created_at, n.notification_id
        """;

    private static readonly string Alive = $"""
        select s.session_id from sessions s where s.session_id = any($1) and {SessionSql.Open("$2")}
        """;

    private readonly ConcurrentDictionary<Guid, NotificationStream> _streams = new();

    /// <summary>Opens a stream; null when the user has too many. Dispose it to leave.</summary>
    /// <param name="caller">Whose session it lives with.</param>
    /// <param name="bookId">The book.</param>
    /// <param name="after">The last notification that the client has; null for those from now on.</param>
    /// <param name="cancellation">Ends the first look.</param>
    public async Task<NotificationStream?> OpenAsync(Caller caller, Guid bookId, Guid? after, CancellationToken cancellation)
    {
        var stream = new NotificationStream(caller.UserId, bookId, caller.SessionId, left => _streams.TryRemove(left.Id, out _));
        // Counted among the others first, so that many at once are not all below the limit.
        _streams[stream.Id] = stream;
        try
        {
            if (_streams.Values.Count(s => s.UserId == caller.UserId) > PerUser)
            {
                stream.Dispose();
                return null;
            }
            stream.Start(await ReadAsync([stream], cancellation), after);
        }
        catch
        {
            stream.Dispose();
            throw;
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
                await LookAsync([.. _streams.Values.Where(s => s.IsStarted)], stoppingToken);
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

    private async Task LookAsync(NotificationStream[] streams, CancellationToken cancellation)
    {
        if (streams.Length == 0)
        {
            return;
        }
        try
        {
            var alive = await AliveAsync(streams, cancellation);
            foreach (var (stream, notification) in await ReadAsync(streams, cancellation))
            {
                stream.Offer(notification);
            }
            foreach (var over in streams.Where(s => !alive.Contains(s.SessionId)))
            {
                over.End();
            }
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            NotLooked(e.Message);
        }
    }

    private async Task<List<(NotificationStream Stream, Notification Notification)>> ReadAsync(
        NotificationStream[] streams,
        CancellationToken cancellation
    )
    {
        await using var batch = database.CreateBatch();
        foreach (var stream in streams)
        {
            batch.BatchCommands.Add(Command(Latest, Parameter(stream.UserId), Parameter(stream.BookId)));
        }
        var latest = new List<(NotificationStream, Notification)>();
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        foreach (var stream in streams)
        {
            while (await reader.ReadAsync(cancellation))
            {
                latest.Add((stream, Read(reader, stream)));
            }
            await reader.NextResultAsync(cancellation);
        }
        return latest;
    }

    private async Task<HashSet<Guid>> AliveAsync(NotificationStream[] streams, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var command = Command(Alive, Column(streams, s => s.SessionId), Parameter(clock.GetUtcNow()));
        return [.. await connection.ReadAsync(command, r => r.GetGuid(0), cancellation)];
    }

    private static Notification Read(NpgsqlDataReader r, NotificationStream of) =>
        new()
        {
            BookId = of.BookId,
            UserId = of.UserId,
            NotificationId = r.GetGuid(0),
            Kind = r.GetString(1),
            Rule = "",
            Period = "",
            SubjectId = Guid.Empty,
            Title = r.GetString(2),
            Body = r.GetString(3),
            Data = r.GetString(4),
            CreatedAt = r.GetFieldValue<DateTimeOffset>(5),
            ReadAt = r.IsDBNull(6) ? null : r.GetFieldValue<DateTimeOffset>(6),
        };

    [LoggerMessage(Level = LogLevel.Warning, Message = "Open streams could not be served and will be tried again: {Reason}")]
    private partial void NotLooked(string reason);
}

/// <summary>One client's open stream.</summary>
public sealed class NotificationStream(Guid userId, Guid bookId, Guid sessionId, Action<NotificationStream> left) : IDisposable
{
    private const int QueueLength = 200;

    private readonly HashSet<Guid> _said = [];
    private readonly Channel<Notification> _waiting = Channel.CreateBounded<Notification>(QueueLength);

    internal Guid Id { get; } = Guid.CreateVersion7();

    /// <summary>False until it is known what the client has.</summary>
    internal bool IsStarted { get; private set; }

    internal Guid UserId => userId;
    internal Guid BookId => bookId;
    internal Guid SessionId => sessionId;

    /// <summary>Completes when the session ended, the process stops, or the client takes too little.</summary>
    public ChannelReader<Notification> Reader => _waiting.Reader;

    /// <summary>Takes what there is as known, but for what came after the one the client has; if that is not among it, all is newer.</summary>
    internal void Start(IReadOnlyList<(NotificationStream Stream, Notification Notification)> latest, Guid? after)
    {
        var has = latest.ToList().FindIndex(l => l.Notification.NotificationId == after);
        for (var i = 0; i < latest.Count; i++)
        {
            if (after is null || i <= has)
            {
                _said.Add(latest[i].Notification.NotificationId);
            }
            else
            {
                Offer(latest[i].Notification);
            }
        }
        IsStarted = true;
    }

    internal void Offer(Notification notification)
    {
        if (_said.Add(notification.NotificationId) && !_waiting.Writer.TryWrite(notification))
        {
            End();
        }
    }

    internal void End() => _waiting.Writer.TryComplete();

    /// <summary>The reader is gone: nothing more is put aside for it.</summary>
    public void Dispose() => left(this);
}
