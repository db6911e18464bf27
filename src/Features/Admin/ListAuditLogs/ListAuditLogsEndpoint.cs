using System.Text.Json;

namespace Rupaya.Features.Admin.ListAuditLogs;

/// <param name="UserId">Only rows about this user.</param>
/// <param name="Event">Only this event, such as <c>signin.failed</c>.</param>
/// <param name="Limit">1–200; 50 when omitted.</param>
/// <param name="Cursor">From <c>Link: rel="next"</c>.</param>
internal sealed record ListAuditLogsRequest(Guid? UserId, string? Event, int? Limit, string? Cursor);

/// <summary>A row of the audit log.</summary>
/// <param name="SubjectId">The user it is about; the nil id for nobody we know.</param>
/// <param name="N">Its number in the subject's chain.</param>
/// <param name="At">UTC.</param>
/// <param name="ActorId">Who did it.</param>
/// <param name="Data">Ids and facts.</param>
/// <param name="Personal">Address and device; null once the user was erased.</param>
/// <param name="Hash">SHA-256 of the row and its predecessor's hash, in hex.</param>
internal sealed record AuditLogView(
    Guid SubjectId,
    long N,
    DateTimeOffset At,
    string Event,
    Guid ActorId,
    JsonElement? Data,
    JsonElement? Personal,
    string Hash
);

internal sealed class ListAuditLogsEndpoint(ListAuditLogsHandler handler) : ApiEndpoint<ListAuditLogsRequest, IEnumerable<AuditLogView>>
{
    public override void Configure()
    {
        Get("/admin/audit-logs");
        Describe("The audit log, newest first");
        ForAdmins();
        Paged();
        Refuses(Problems.InvalidCursor);
    }

    public override Task HandleAsync(ListAuditLogsRequest request, CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(request, HttpContext, cancellation));
}
