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
public sealed class NotificationFeed(
    NpgsqlDataSource database,
    IHostApplicationLifetime lifetime,
    TimeProvider clock,
    ILogger<NotificationFeed> logger
) : StreamFeed<NotificationStream>(lifetime, clock, Interval, logger)
{
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

    private readonly TimeProvider _clock = clock;

    /// <summary>Opens a stream; null when the user has too many. Dispose it to leave.</summary>
    /// <param name="caller">Whose session it lives with.</param>
    /// <param name="bookId">The book.</param>
    /// <param name="after">The last notification that the client has; null for those from now on.</param>
    /// <param name="cancellation">Ends the first look.</param>
    public async Task<NotificationStream?> OpenAsync(Caller caller, Guid bookId, Guid? after, CancellationToken cancellation)
    {
        var stream = new NotificationStream(caller.UserId, bookId, caller.SessionId);
        if (!Add(stream))
        {
            return null;
        }
        try
        {
            stream.Start(await ReadAsync([stream], cancellation), after);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
        return stream;
    }

    /// <inheritdoc/>
    protected override async Task LookAsync(IReadOnlyList<NotificationStream> streams, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(streams);
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

    private async Task<List<(NotificationStream Stream, Notification Notification)>> ReadAsync(
        IReadOnlyList<NotificationStream> streams,
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

    private async Task<HashSet<Guid>> AliveAsync(IReadOnlyList<NotificationStream> streams, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var command = Command(Alive, Column(streams, s => s.SessionId), Parameter(_clock.GetUtcNow()));
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
}

/// <summary>One client's open stream.</summary>
public sealed class NotificationStream : FeedStream<Notification>
{
    private readonly HashSet<Guid> _said = [];

    internal NotificationStream(Guid userId, Guid bookId, Guid sessionId)
        : base(userId, bookId, sessionId) => IsStarted = false;

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
        if (_said.Add(notification.NotificationId))
        {
            PutAside(notification);
        }
    }
}
