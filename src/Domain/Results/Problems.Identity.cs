namespace Rupaya.Domain.Results;

#pragma warning disable CS1591 // Each says itself what it is.
// Problems of users, sessions, passwords and second factors.
public static partial class Problems
{
    public static readonly Problem AccountBanned = new(
        "account_banned",
        ErrorKind.Forbidden,
        "This account has been banned.",
        "Write to the operator.",
        Retry.Never
    );

    public static readonly Problem AccountBusy = new(
        "account_busy",
        ErrorKind.Unavailable,
        "The account is busy. Try again in a moment.",
        "Wait as long as Retry-After says.",
        Retry.Later
    );

    public static readonly Problem AccountLocked = new(
        "account_locked",
        ErrorKind.Locked,
        "Account temporarily locked",
        "Wait as long as Retry-After says; the owner can reset the password.",
        Retry.Later
    );

    public static readonly Problem AlreadyVerified = new(
        "already_verified",
        ErrorKind.Conflict,
        "The e-mail address is confirmed already.",
        "Nothing has to be done.",
        Retry.Never
    );

    public static readonly Problem CrossSite = new(
        "cross_site",
        ErrorKind.Forbidden,
        "The request does not come from a page that may make it.",
        "Send X-Rupaya-Web: 1 from a page of the API's own origin, or of one in Web:Origins.",
        Retry.Never
    );

    public static readonly Problem InvalidCode = new(
        "invalid_code",
        ErrorKind.Unauthenticated,
        "The code is wrong or was used before.",
        "Use the next code of the app, or a backup code.",
        Retry.AfterChange
    );

    public static readonly Problem InvalidCredentials = new(
        "invalid_credentials",
        ErrorKind.Unauthenticated,
        "Invalid email or password",
        "Try again, or reset the password.",
        Retry.AfterChange
    );

    public static readonly Problem InvalidLink = new(
        "invalid_token",
        ErrorKind.Invalid,
        "The link is wrong, used or too old.",
        "Ask for a new mail.",
        Retry.Never
    );

    public static readonly Problem InvalidToken = new(
        "invalid_token",
        ErrorKind.Unauthenticated,
        "The token is missing, expired or revoked.",
        "Refresh the token, or sign in again.",
        Retry.AfterChange
    );

    public static readonly Problem MfaEnabled = new(
        "mfa_enabled",
        ErrorKind.Conflict,
        "Two-step sign-in is on already.",
        "Disable it first to set it up anew.",
        Retry.Never
    );

    public static readonly Problem MfaNotSetUp = new(
        "mfa_not_set_up",
        ErrorKind.Conflict,
        "Two-step sign-in is not set up.",
        "Call POST /auth/mfa/setup first.",
        Retry.AfterChange
    );

    public static readonly Problem NoSession = new(
        "no_session",
        ErrorKind.Unauthenticated,
        "There is no browser session, or it is over.",
        "Sign in again.",
        Retry.AfterChange
    );

    public static readonly Problem OwnAccount = new(
        "own_account",
        ErrorKind.Conflict,
        "Nobody bans themselves.",
        "Let another administrator do it.",
        Retry.Never
    );

    public static readonly Problem TokenReused = new(
        "token_reused",
        ErrorKind.Unauthenticated,
        "This refresh token was used before. The session has been ended.",
        "Sign in again. If this was not you, change the password.",
        Retry.Never
    );

    public static readonly Problem UserExists = new(
        "user_exists",
        ErrorKind.Conflict,
        "User already exists",
        "Sign in, or reset the password.",
        Retry.Never
    );

    public static readonly Problem WrongPassword = new(
        "wrong_password",
        ErrorKind.Forbidden,
        "The current password is wrong.",
        "Send the current password.",
        Retry.AfterChange
    );
}
