using Rupaya.Infrastructure.Postgres;

namespace Rupaya.Workers.Housekeeping;

/// <summary>One kind of rows and when their time is over.</summary>
/// <param name="Name">As the counter and the log name it.</param>
/// <param name="Kept">How long they are kept.</param>
/// <param name="Text">Deletes what is older than its parameter, or calls a function that does so and returns how many rows.</param>
internal sealed record RetentionTask(string Name, TimeSpan Kept, string Text)
{
    private const string Idempotency = "delete from idempotency_keys where created_at < $1";

    [AcrossBooks("Once an hour: uploads that broke off in whatever book.")]
    private const string Uploads = "delete from imports where status = 'uploading' and created_at < $1";

    private const string Sessions = "delete from sessions where kind = 'interactive' and expires_at < $1";

    private const string Tokens = "delete from sessions where kind = 'token' and coalesce(revoked_at, expires_at) < $1";

    private const string Challenges = "delete from mfa_challenges where expires_at < $1";

    private const string OidcFlows = "delete from oidc_flows where expires_at < $1";

    private const string IdTokens = "delete from seen_id_tokens where expires_at < $1";
    private const string Ceremonies = "delete from ceremonies where expires_at < $1";

    private const string MailTokens = "delete from account_tokens where expires_at < $1";

    private const string EmailChanges = "delete from email_changes where expires_at < $1";

    private const string SigninAttempts = "delete from signin_attempts where updated_at < $1";

    private const string SigningKeys = "delete from signing_keys where expires_at < $1";

    [AcrossBooks("Once an hour: invitations that are over in whatever book.")]
    private const string Invitations = "delete from invitations where accepted_at is null and expires_at < $1";

    [AcrossBooks("Once an hour: what is over in whatever book.")]
    private const string Notifications = "delete from notifications where created_at < $1";

    // What is said once and for all has no period, and is not said again.
    [AcrossBooks("Once an hour: what is over in whatever book.")]
    private const string Alerts = "delete from alerts where raised_at < $1 and period <> ''";

    [AcrossBooks("Once an hour: what is over in whatever book.")]
    private const string Deliveries = "delete from webhook_deliveries where status = 'delivered' and created_at < $1";

    [AcrossBooks("Once an hour: what is over in whatever book.")]
    private const string FailedDeliveries = "delete from webhook_deliveries where status = 'failed' and created_at < $1";

    private const string SentMails = "delete from sent_mails where sent_at < $1";

    // Line 0 says why a whole file failed.
    [AcrossBooks("Once an hour: what was staged in whatever book.")]
    private const string StagedRows = """
        delete from import_rows r using imports i
         where i.book_id = r.book_id and i.import_id = r.import_id and i.finished_at < $1 and r.verdict <> 'imported' and r.line > 0
        """;

    private const string Occurrences = "delete from schedule_occurrences where occurrence < $1";

    // The log is append-only for the application: a function of the owner's role keeps its chains whole.
    private const string Audit = "select purge_audit($1)";

    /// <param name="kept">The periods.</param>
    /// <param name="auditDays">That of the audit log; 0 for ever.</param>
    public static IReadOnlyList<RetentionTask> All(RetentionOptions kept, int auditDays) =>
        [
            new("idempotency", TimeSpan.FromHours(kept.IdempotencyHours), Idempotency),
            new("uploads", TimeSpan.FromHours(kept.UploadHours), Uploads),
            new("sessions", TimeSpan.FromDays(kept.SessionDays), Sessions),
            new("tokens", TimeSpan.FromDays(kept.TokenDays), Tokens),
            new("challenges", TimeSpan.FromDays(kept.ChallengeDays), Challenges),
            new("oidc-flows", TimeSpan.FromDays(kept.FlowDays), OidcFlows),
            new("id-tokens", TimeSpan.FromDays(kept.FlowDays), IdTokens),
            new("ceremonies", TimeSpan.FromDays(kept.CeremonyDays), Ceremonies),
            new("mail-tokens", TimeSpan.FromDays(kept.ChallengeDays), MailTokens),
            new("email-changes", TimeSpan.FromDays(kept.EmailChangeDays), EmailChanges),
            new("signin-attempts", TimeSpan.FromDays(kept.SigninAttemptDays), SigninAttempts),
            new("signing-keys", TimeSpan.FromDays(kept.SigningKeyDays), SigningKeys),
            new("invitations", TimeSpan.FromDays(kept.InvitationDays), Invitations),
            new("notifications", TimeSpan.FromDays(kept.NotificationDays), Notifications),
            new("alerts", TimeSpan.FromDays(kept.AlertDays), Alerts),
            new("deliveries", TimeSpan.FromDays(kept.DeliveryDays), Deliveries),
            new("failed-deliveries", TimeSpan.FromDays(kept.FailedDeliveryDays), FailedDeliveries),
            new("sent-mails", TimeSpan.FromDays(kept.MailDays), SentMails),
            new("staged-rows", TimeSpan.FromDays(kept.StagedRowDays), StagedRows),
            new("occurrences", TimeSpan.FromDays(kept.OccurrenceDays), Occurrences),
            .. auditDays > 0 ? [new RetentionTask("audit", TimeSpan.FromDays(auditDays), Audit)] : (RetentionTask[])[],
        ];
}
