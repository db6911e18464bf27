namespace Rupaya.Domain.Users;

/// <summary>The ways in which a user shows who they are. The names are stable: they stand in sessions, in the audit log and in answers.</summary>
public static class SigninMethods
{
    /// <summary>The password.</summary>
    public const string Password = "password";

    /// <summary>Six digits of an authenticator app.</summary>
    public const string Totp = "totp";

    /// <summary>A backup code.</summary>
    public const string BackupCode = "backup_code";

    /// <summary>A passkey with user verification: two factors in one.</summary>
    public const string Passkey = "passkey";

    /// <summary>A second factor that a provider asked for and whose word is taken.</summary>
    public const string TrustedMfa = "mfa";

    /// <summary>Begins the name of a sign-in with a provider, which follows.</summary>
    public const string Provider = "oidc:";

    /// <summary>True for what counts as a second factor.</summary>
    public static bool IsSecondFactor(string method) => method is Totp or BackupCode or Passkey or TrustedMfa;

    /// <summary>True for what counts as a first factor.</summary>
    public static bool IsFirstFactor(string method) => method is not (Totp or BackupCode or TrustedMfa);
}
