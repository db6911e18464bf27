using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Npgsql;
using Rupaya.Infrastructure.Base;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Infrastructure.Identity.Audit;

/// <summary>Where a chain stands after a row was added.</summary>
/// <param name="SubjectId">The user the chain is about.</param>
/// <param name="ActorId">Who did it.</param>
/// <param name="Event">Stable, such as <c>signin.failed</c>.</param>
/// <param name="N">The number of the row in its chain, from 1.</param>
/// <param name="Hash">SHA-256 over the row and the one before it.</param>
/// <param name="At">UTC.</param>
/// <param name="Data">JSON of ids and facts.</param>
public sealed record AuditHead(Guid SubjectId, Guid ActorId, string Event, long N, byte[] Hash, DateTimeOffset At, string Data);

/// <summary>
/// The audit log: insert-only, hash-chained per subject by the database. A row commits with what it tells about; after the commit its head
/// is written to the log stream, which is what notices a chain whose tail was cut.
/// </summary>
public sealed partial class AuditTrail(ILogger<AuditTrail> logger)
{
    /// <summary>How the message begins; releases before 0.2 wrote it as a template into their log.</summary>
    internal const string Template = "Audit {Event} of {SubjectId} by {ActorId} at {At}: row {N} has hash {Hash}";

    /// <summary>The event of the lines that <c>rupaya audit verify</c> looks for in log files.</summary>
    internal const string EventName = "audit";

    private const string Purpose = "audit";

    /// <summary>The statement that adds a row and returns its head.</summary>
    /// <param name="subjectId">The user it is about; one of <see cref="Nobody"/> for nobody we know.</param>
    /// <param name="key">The subject's key; not needed where nothing is personal.</param>
    /// <param name="event">Stable name, such as <c>signin.failed</c>.</param>
    /// <param name="actorId">Who did it.</param>
    /// <param name="data">Ids and facts that tell nothing about a person.</param>
    /// <param name="personal">What does: address, device; encrypted under the subject's key.</param>
    /// <param name="at">UTC.</param>
    public static NpgsqlBatchCommand Insert(
        Guid subjectId,
        byte[]? key,
        string @event,
        Guid actorId,
        object? data,
        object? personal,
        DateTimeOffset at
    ) =>
        Command(
            "insert into audit_log (subject_id, n, at, event, actor_id, data, personal, prev_hash, hash) values ($1, 0, $2, $3, $4, $5, $6, '', '') "
                + "returning subject_id, actor_id, event, n, hash, at, data",
            Parameter(subjectId),
            Parameter(at),
            Parameter(@event),
            Parameter(actorId),
            Parameter(JsonSerializer.Serialize(data ?? new { }, Json.Options)),
            Parameter(personal is null ? [] : UserKeys.Seal(key!, subjectId, Purpose, JsonSerializer.Serialize(personal, Json.Options)))
        );

    /// <summary>
    /// The subject for an e-mail that nobody has: one of 256 fixed ids, by the e-mail's look-up key. One for all would be a lock that only
    /// unknown e-mails wait for, which would tell them from known ones.
    /// </summary>
    public static Guid Nobody(byte[] accountKey) => new(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, accountKey[0]);

    /// <summary>What is personal in a row, or null when its key is gone.</summary>
    public static string? Open(Guid subjectId, byte[]? key, byte[] personal)
    {
        try
        {
            return key is null || personal.Length == 0 ? null : UserKeys.Open(key, subjectId, Purpose, personal);
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Runs a batch whose only rows are those of <see cref="Insert"/>.</summary>
    public static async Task<List<AuditHead>> RunAsync(NpgsqlBatch batch, CancellationToken cancellation)
    {
        var heads = new List<AuditHead>();
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        do
        {
            while (await reader.ReadAsync(cancellation))
            {
                heads.Add(
                    new AuditHead(
                        reader.GetGuid(0),
                        reader.GetGuid(1),
                        reader.GetString(2),
                        reader.GetInt64(3),
                        reader.GetFieldValue<byte[]>(4),
                        reader.GetFieldValue<DateTimeOffset>(5),
                        reader.GetString(6)
                    )
                );
            }
        } while (await reader.NextResultAsync(cancellation));
        return heads;
    }

    /// <summary>Writes committed heads to the log stream and counts their events.</summary>
    public void Announce(IEnumerable<AuditHead> heads)
    {
        foreach (var head in heads)
        {
            Telemetry.SecurityEvents.Add(1, new KeyValuePair<string, object?>("event", head.Event));
            var at = head.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);
            Appended(head.Event, head.SubjectId, head.ActorId, at, head.N, Convert.ToHexStringLower(head.Hash), head.Data);
        }
    }

    // Of more than six facts the generator calls each as its parameter, and would write the line's event as "@event".
    [LoggerMessage(Level = LogLevel.Information, EventName = EventName, Message = Template + ", data {Data}")]
    private partial void Appended(string Event, Guid subjectId, Guid actorId, string at, long n, string hash, string data);
}
