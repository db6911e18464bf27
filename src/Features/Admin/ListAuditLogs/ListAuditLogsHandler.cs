using Npgsql;
using Rupaya.Infrastructure.Identity.Audit;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Features.Admin.ListAuditLogs;

internal sealed class ListAuditLogsHandler(NpgsqlDataSource database, UserKeys keys)
{
    private const int DefaultLimit = 50;

    private const string Query = """
        select l.subject_id, l.n, l.at, l.event, l.actor_id, l.data, l.personal, l.hash, k.wrapped
          from audit_log l left join user_keys k on k.user_id = l.subject_id
         where ($1::uuid is null or l.subject_id = $1) and ($2::text is null or l.event = $2)
           and ($3::timestamptz is null or (l.at, l.subject_id, l.n) < ($3, $4, $5))
         order by l.at desc, l.subject_id desc, l.n desc
         limit $6
        """;

    public async Task<Result<Reply<IEnumerable<AuditLogView>>>> HandleAsync(
        ListAuditLogsRequest request,
        HttpContext http,
        CancellationToken cancellation
    )
    {
        var limit = request.Limit ?? DefaultLimit;
        var rows = await ReadAsync(request, limit + 1, cancellation);
        if (rows.Count > limit)
        {
            rows.RemoveAt(limit);
            Cursor.AddLink(http, new AuditCursor(rows[^1].At, rows[^1].SubjectId, rows[^1].N).ToString());
        }
        return Reply.Ok<IEnumerable<AuditLogView>>(rows);
    }

    private async Task<List<AuditLogView>> ReadAsync(ListAuditLogsRequest request, int limit, CancellationToken cancellation)
    {
        var after = request.Cursor is null ? null : AuditCursor.Parse(request.Cursor);
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(
            Command(
                Query,
                Parameter(request.UserId),
                Parameter(request.Event),
                Parameter(after?.At),
                Parameter(after?.SubjectId),
                Parameter(after?.N),
                Parameter(limit)
            )
        );
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        var rows = new List<AuditLogView>();
        while (await reader.ReadAsync(cancellation))
        {
            rows.Add(View(reader));
        }
        return rows;
    }

    private AuditLogView View(NpgsqlDataReader r)
    {
        var subject = r.GetGuid(0);
        var key = r.IsDBNull(8) ? null : keys.Unwrap(subject, r.GetFieldValue<byte[]>(8));
        return new AuditLogView(
            subject,
            r.GetInt64(1),
            r.GetFieldValue<DateTimeOffset>(2),
            r.GetString(3),
            r.GetGuid(4),
            AuditJson.Parse(r.GetString(5)),
            AuditJson.Parse(AuditTrail.Open(subject, key, r.GetFieldValue<byte[]>(6))),
            Convert.ToHexStringLower(r.GetFieldValue<byte[]>(7))
        );
    }
}
