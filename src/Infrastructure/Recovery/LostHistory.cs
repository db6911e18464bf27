using System.Globalization;
using Npgsql;
using Rupaya.Infrastructure.Identity.Audit;
using Rupaya.Infrastructure.Postgres;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Infrastructure.Recovery;

/// <summary>What the log stream tells of and the restored database does not know: by it, what was lost is set again or shown to people.</summary>
internal sealed class LostHistory
{
    /// <summary>Events of which the last one counts, by what they are about.</summary>
    private static readonly Dictionary<string, string> Subjects = new(StringComparer.Ordinal)
    {
        ["account.banned"] = "ban",
        ["account.unbanned"] = "ban",
        ["role.changed"] = "role",
        ["account.erase_requested"] = "erasure",
        ["account.erase_cancelled"] = "erasure",
        ["password.changed"] = "password",
        ["password.reset"] = "password",
    };

    /// <summary>What else a person must know of: who has access, and what they proved.</summary>
    private static readonly HashSet<string> Told = new(StringComparer.Ordinal)
    {
        "mfa.enabled",
        "mfa.disabled",
        "email.verified",
        "email.changed",
        "email.reverted",
        "book.deleted",
        "book.restored",
        "book.joined",
        "book.left",
        "book.removed",
        "book.role_changed",
        "book.ownership_received",
    };

    private const string Unknown = """
        select l.i from unnest($1, $2, $3) with ordinality as l(subject_id, n, hash, i)
         where not exists (select 1 from audit_log a where a.subject_id = l.subject_id and a.n = l.n and a.hash = decode(l.hash, 'hex'))
         order by l.i
        """;

    // What was set again decides as much as what is set again, and no more.
    private const string Decisions = """
        select a.subject_id, a.event, coalesce((a.data::jsonb ->> 'afterRestoreOf')::timestamptz, a.at) from audit_log a
         where a.subject_id = any($1) and a.event = any($2) and a.at >= $3
        """;

    private readonly List<LoggedEvent> _lost;
    private readonly ILookup<(Guid SubjectId, string About), DateTimeOffset> _decided;

    private LostHistory(List<LoggedEvent> lost, IEnumerable<(Guid SubjectId, string Event, DateTimeOffset At)> decisions) =>
        (_lost, _decided) = (lost, decisions.ToLookup(d => (d.SubjectId, Subjects[d.Event]), d => d.At));

    /// <summary>Users who were erased since.</summary>
    public IEnumerable<Guid> Erased => _lost.Where(e => e.Event == "account.erased").Select(e => e.SubjectId).Distinct();

    /// <summary>What somebody has to know of, in the order of its times.</summary>
    public IEnumerable<LoggedEvent> Notable => _lost.Where(e => Subjects.ContainsKey(e.Event) || Told.Contains(e.Event));

    public static async Task<LostHistory> ReadAsync(
        NpgsqlConnection connection,
        DateTimeOffset restoredTo,
        IReadOnlyCollection<LoggedEvent> logged,
        CancellationToken cancellation
    )
    {
        var since = logged.Where(e => e.At >= restoredTo - RestoredTimes.Margin).OrderBy(e => e.At).ThenBy(e => e.N).ToList();
        var unknown = await connection.ReadAsync(
            Command(Unknown, Column(since, e => e.SubjectId), Column(since, e => e.N), Column(since, e => e.Hash)),
            r => since[(int)r.GetInt64(0) - 1],
            cancellation
        );
        var decisions = await connection.ReadAsync(
            Command(
                Decisions,
                Parameter([.. unknown.Select(e => e.SubjectId).Distinct()]),
                Parameter([.. Subjects.Keys]),
                Parameter(restoredTo - RestoredTimes.Margin)
            ),
            r => (r.GetGuid(0), r.GetString(1), r.GetFieldValue<DateTimeOffset>(2)),
            cancellation
        );
        return new LostHistory(unknown, decisions);
    }

    /// <summary>True for an event that the database knows a later decision about, or itself as set again: the restore is over for it.</summary>
    /// <param name="lost">One that <see cref="Last"/> gave.</param>
    public bool IsDecided(LoggedEvent lost) => _decided[(lost.SubjectId, Subjects[lost.Event])].Any(at => at >= lost.At);

    /// <summary>The last event of each user about one thing.</summary>
    /// <param name="about"><c>ban</c>, <c>role</c>, <c>erasure</c> or <c>password</c>.</param>
    public IEnumerable<LoggedEvent> Last(string about) =>
        _lost.Where(e => Subjects.GetValueOrDefault(e.Event) == about).GroupBy(e => e.SubjectId).Select(g => g.Last());

    /// <summary>When a user who asked for it is to be erased; null when they changed their mind.</summary>
    /// <param name="request">The last event about it.</param>
    /// <param name="afterDays">How long they had by the settings.</param>
    public static DateTimeOffset? EraseAt(LoggedEvent request, int afterDays) =>
        request.Event != "account.erase_requested" ? null
        : request.Fact("eraseAt") is { } at ? DateTimeOffset.Parse(at, CultureInfo.InvariantCulture)
        : request.At.AddDays(afterDays);
}
