namespace Rupaya.Domain.Results;

#pragma warning disable CS1591 // Each says itself what it is.
// Problems of tokens for programs, and of what a signed-in user has to show again.
public static partial class Problems
{
    public static readonly Problem EmailUnverified = new(
        "email_unverified",
        ErrorKind.Forbidden,
        "The e-mail address has not been verified.",
        "Follow the link in the mail, then try again.",
        Retry.AfterChange
    );

    public static readonly Problem InsufficientScope = new(
        "insufficient_scope",
        ErrorKind.Forbidden,
        "The token does not have the scope that this needs.",
        "Make a token with the scope that is named.",
        Retry.Never
    );

    public static readonly Problem MfaRequired = new(
        "mfa_required",
        ErrorKind.Forbidden,
        "Administrators need two-step sign-in.",
        "Switch it on with POST /auth/mfa/setup and /auth/mfa/verify.",
        Retry.AfterChange
    );

    public static readonly Problem SessionOnly = new(
        "session_only",
        ErrorKind.Forbidden,
        "A token for programs may not do this.",
        "Sign in and use that session.",
        Retry.Never
    );

    public static readonly Problem StepUpRequired = new(
        "step_up_required",
        ErrorKind.Forbidden,
        "Show again who you are.",
        "Call POST /auth/step-up with one of the methods, then try again.",
        Retry.AfterChange
    );

    public static readonly Problem TokenLimit = new(
        "token_limit",
        ErrorKind.Conflict,
        "There are as many tokens as one user may have.",
        "Delete one that is not needed any more.",
        Retry.AfterChange
    );

    public static readonly Problem UnknownScope = new(
        "unknown_scope",
        ErrorKind.Invalid,
        "There is no such scope.",
        "Name read, write, or an area with :read or :write.",
        Retry.AfterChange
    );

    public static readonly Problem WrongCode = new(
        "invalid_code",
        ErrorKind.Forbidden,
        "The code is wrong or was used before.",
        "Use the next code of the app, or a backup code.",
        Retry.AfterChange
    );
}
