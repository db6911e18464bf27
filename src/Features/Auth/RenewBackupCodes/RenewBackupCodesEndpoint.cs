namespace Rupaya.Features.Auth.RenewBackupCodes;

/// <param name="BackupCodes">Ten, each good once; shown now and never again.</param>
internal sealed record NewBackupCodes(string[] BackupCodes);

internal sealed class RenewBackupCodesEndpoint(RenewBackupCodesHandler handler) : ApiEndpoint<NewBackupCodes>
{
    public override void Configure()
    {
        Post("/auth/mfa/backup-codes");
        Describe("Make new backup codes", "The older ones are void. 409 mfa_not_set_up where two-step sign-in is off.");
        SessionOnly();
        StepUp();
        LimitedAs(RatePolicy.Sensitive);
        Refuses(Problems.MfaNotSetUp);
    }

    public override Task HandleAsync(CancellationToken cancellation) => ReplyAsync(handler.HandleAsync(Caller, ClientIp, cancellation));
}
