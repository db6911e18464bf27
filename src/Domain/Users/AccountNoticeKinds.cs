namespace Rupaya.Domain.Users;

/// <summary>What an <see cref="Contracts.V1.AccountNotice"/> can be about. The names are stable: they wait in queues and stand in notifications.</summary>
public static class AccountNoticeKinds
{
    /// <summary>The address has to be confirmed; subject: the token.</summary>
    public const string VerifyEmail = "account.verify_email";

    /// <summary>A new password was asked for; subject: the token.</summary>
    public const string ResetPassword = "account.reset_password";

    /// <summary>An invitation to a book; subject: the invitation.</summary>
    public const string Invitation = "book.invitation";

    /// <summary>A sign-in from a device not seen before; subject: the session.</summary>
    public const string NewDevice = "account.new_device";

    /// <summary>Sign-in was locked after wrong passwords; subject: the user.</summary>
    public const string LockedOut = "account.locked";

    /// <summary>The password was changed; subject: the user.</summary>
    public const string PasswordChanged = "account.password_changed";

    /// <summary>Two-step sign-in was switched on; subject: the user.</summary>
    public const string MfaEnabled = "account.mfa_enabled";

    /// <summary>Two-step sign-in was switched off; subject: the user.</summary>
    public const string MfaDisabled = "account.mfa_disabled";

    /// <summary>An old refresh token was presented and its session ended; subject: the session.</summary>
    public const string TokenReused = "account.token_reused";

    /// <summary>An identity of a provider was linked; subject: the identity.</summary>
    public const string IdentityLinked = "account.identity_linked";

    /// <summary>A passkey was added; subject: the passkey.</summary>
    public const string PasskeyAdded = "account.passkey_added";

    /// <summary>A passkey was removed; subject: the passkey.</summary>
    public const string PasskeyRemoved = "account.passkey_removed";

    /// <summary>A passkey's counter fell, so it was suspended: there may be a copy of it; subject: the passkey.</summary>
    public const string PasskeyCloned = "account.passkey_cloned";

    /// <summary>A token for a program was made; subject: the token.</summary>
    public const string TokenCreated = "account.token_created";

    /// <summary>A token for a program ends within a week; subject: the token.</summary>
    public const string TokenExpiring = "account.token_expiring";

    /// <summary>A token for a program calls what will go; subject: the token.</summary>
    public const string TokenOutdated = "account.token_outdated";

    /// <summary>Somebody found a token for a program and it was ended; subject: the token.</summary>
    public const string TokenLeaked = "account.token_leaked";

    /// <summary>The account will be erased; subject: the user.</summary>
    public const string EraseScheduled = "account.erase_scheduled";

    /// <summary>A new address has to be confirmed; subject: the change.</summary>
    public const string EmailChange = "account.email_change";

    /// <summary>Another address was asked for, told at the present one; subject: the change.</summary>
    public const string EmailChangeAsked = "account.email_change_asked";

    /// <summary>The address was taken back from who had changed it; subject: the change.</summary>
    public const string EmailReverted = "account.email_reverted";

    /// <summary>Few backup codes are left; subject: the user.</summary>
    public const string BackupCodesLow = "account.backup_codes_low";

    /// <summary>New backup codes were made; subject: the user.</summary>
    public const string BackupCodesRenewed = "account.backup_codes_renewed";

    /// <summary>A book will be erased; subject: the book.</summary>
    public const string BookDeleted = "book.erase_scheduled";

    /// <summary>An administrator banned the account; subject: the user.</summary>
    public const string Banned = "account.banned";

    /// <summary>An administrator lifted a ban; subject: the user.</summary>
    public const string Unbanned = "account.unbanned";

    /// <summary>An administrator lifted a lock; subject: the user.</summary>
    public const string Unlocked = "account.unlocked";
}
