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
/// Tells open streams that their books have changed, with a look in half a second. Who may open the book no more is found out with the same look,
/// and their stream ends.
/// </summary>
public sealed class SyncFeed(NpgsqlDataSource database, IHostApplicationLifetime lifetime, TimeProvider clock, ILogger<SyncFeed> logger)
    : StreamFeed<SyncStream>(lifetime, clock, Interval, logger)
{
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

    private readonly TimeProvider _clock = clock;

    /// <summary>Opens a stream; null when the user has too many. Dispose it to leave.</summary>
    /// <param name="caller">Whose session it lives with.</param>
    /// <param name="bookId">The book.</param>
    /// <param name="since">What the client has seen.</param>
    public SyncStream? Open(Caller caller, Guid bookId, long since)
    {
        ArgumentNullException.ThrowIfNull(caller);
        var stream = new SyncStream(caller.UserId, bookId, caller.SessionId, since);
        return Add(stream) ? stream : null;
    }

    /// <inheritdoc/>
    protected override async Task LookAsync(IReadOnlyList<SyncStream> streams, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(streams);
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var heads = await HeadsAsync(connection, streams, cancellation);
        var behind = new List<(SyncStream Stream, long Seq)>();
        foreach (var stream in streams)
        {
            // A number that went back is a restore's: the client begins again.
            if (!heads.TryGetValue(stream.Id, out var seq) || seq < stream.Seen)
            {
                stream.End();
            }
            else if (seq > stream.Seen)
            {
                behind.Add((stream, seq));
            }
        }
        await TellAsync(connection, behind, cancellation);
    }

    private async Task<Dictionary<Guid, long>> HeadsAsync(
        NpgsqlConnection connection,
        IReadOnlyList<SyncStream> streams,
        CancellationToken cancellation
    )
    {
        var command = Command(
            Heads,
            Column(streams, s => s.Id),
            Column(streams, s => s.SessionId),
            Column(streams, s => s.BookId),
            Parameter(_clock.GetUtcNow())
        );
        var found = await connection.ReadAsync(command, r => (Id: r.GetGuid(0), Seq: r.GetInt64(1)), cancellation);
        return found.ToDictionary(f => f.Id, f => f.Seq);
    }

    /// <summary>One round trip, however many have news.</summary>
    private static async Task TellAsync(
        NpgsqlConnection connection,
        List<(SyncStream Stream, long Seq)> behind,
        CancellationToken cancellation
    )
    {
        if (behind.Count == 0)
        {
            return;
        }
        await using var batch = new NpgsqlBatch(connection);
        foreach (var (stream, seq) in behind)
        {
            batch.BatchCommands.Add(Command(Kinds, Parameter(stream.BookId), Parameter(stream.Seen), Parameter(seq)));
        }
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        foreach (var (stream, seq) in behind)
        {
            var kinds = new List<string>();
            while (await reader.ReadAsync(cancellation))
            {
                kinds.Add(reader.GetString(0));
            }
            stream.Offer(new SyncHint(seq, kinds));
            await reader.NextResultAsync(cancellation);
        }
    }
}

/// <summary>One client's open stream of hints.</summary>
public sealed class SyncStream : FeedStream<SyncHint>
{
    internal SyncStream(Guid userId, Guid bookId, Guid sessionId, long since)
        : base(userId, bookId, sessionId) => Seen = since;

    /// <summary>What the client was told of.</summary>
    internal long Seen { get; private set; }

    internal void Offer(SyncHint hint)
    {
        Seen = hint.Seq;
        PutAside(hint);
    }
}
