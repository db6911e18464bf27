namespace Rupaya.Features.Auth.ListBackupCodes;

/// <param name="Total">How many were made; 0 without two-step sign-in.</param>
/// <param name="Remaining">How many were not used yet.</param>
/// <param name="CreatedAt">UTC; null where there are none.</param>
internal sealed record BackupCodesView(long Total, long Remaining, DateTimeOffset? CreatedAt);

internal sealed class ListBackupCodesEndpoint(ListBackupCodesHandler handler) : ApiEndpoint<BackupCodesView>
{
    public override void Configure()
    {
        Get("/auth/mfa/backup-codes");
        Describe(
            "How many backup codes are left",
            "The codes themselves are shown once, when they are made. A notice in the app comes at three."
        );
        SessionOnly();
    }

    public override Task HandleAsync(CancellationToken cancellation) => ReplyAsync(handler.HandleAsync(Caller, cancellation));
}
