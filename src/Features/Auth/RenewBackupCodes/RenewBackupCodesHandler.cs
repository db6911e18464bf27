namespace Rupaya.Features.Auth.RenewBackupCodes;

internal sealed class RenewBackupCodesHandler(UserDoor door, SecondFactor factor)
{
    public Task<Result<Reply<NewBackupCodes>>> HandleAsync(Caller caller, string? ip, CancellationToken cancellation) =>
        door.WriteAsync<NewBackupCodes>(caller, work => Renew(work, ip), cancellation);

    private Result<Reply<NewBackupCodes>> Renew(UserChanges work, string? ip)
    {
        if (!work.User.MfaEnabled)
        {
            return Problems.MfaNotSetUp.Because("Two-step sign-in is not on.");
        }
        var codes = factor.NewBackupCodes(work);
        work.Audit("mfa.backup_codes_renewed", personal: new { Ip = ip });
        work.Notice(AccountNoticeKinds.BackupCodesRenewed, work.User.UserId);
        return Reply.Ok<NewBackupCodes>(new NewBackupCodes(codes));
    }
}
