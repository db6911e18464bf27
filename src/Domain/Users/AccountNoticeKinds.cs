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

    /// <summary>The account will be erased; subject: the user.</summary>
    public const string EraseScheduled = "account.erase_scheduled";

    /// <summary>An administrator banned the account; subject: the user.</summary>
    public const string Banned = "account.banned";

    /// <summary>An administrator lifted a ban; subject: the user.</summary>
    public const string Unbanned = "account.unbanned";

    /// <summary>An administrator lifted a lock; subject: the user.</summary>
    public const string Unlocked = "account.unlocked";
}
