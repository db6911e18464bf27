namespace Rupaya.Domain.Results;

#pragma warning disable CS1591 // Each says itself what it is.
// Problems of passkeys.
public static partial class Problems
{
    public static readonly Problem CredentialRefused = new(
        "invalid_credential",
        ErrorKind.Unauthenticated,
        "The passkey was not accepted.",
        "Begin anew with a fresh challenge, or sign in another way.",
        Retry.AfterChange
    );

    public static readonly Problem InvalidCredential = new(
        "invalid_credential",
        ErrorKind.Invalid,
        "The new passkey was not accepted.",
        "Begin anew with POST /auth/passkeys/registration.",
        Retry.AfterChange
    );

    public static readonly Problem NoPasskey = new(
        "no_passkey",
        ErrorKind.Conflict,
        "There is no passkey that can be used.",
        "Add one with POST /auth/passkeys/registration.",
        Retry.AfterChange
    );

    public static readonly Problem PasskeyExists = new(
        "passkey_exists",
        ErrorKind.Conflict,
        "This passkey is registered already.",
        "Sign in with it, or let the authenticator make another one.",
        Retry.Never
    );

    public static readonly Problem PasskeyLimit = new(
        "passkey_limit",
        ErrorKind.Conflict,
        "An account has at most 20 passkeys.",
        "Delete one that is not used any more.",
        Retry.AfterChange
    );

    public static readonly Problem StepUpCredentialRefused = new(
        "invalid_credential",
        ErrorKind.Forbidden,
        "The passkey was not accepted.",
        "Begin anew with a fresh challenge, or prove it another way.",
        Retry.AfterChange
    );

    public static readonly Problem UnknownPasskey = new(
        "unknown_passkey",
        ErrorKind.Unauthenticated,
        "This passkey is not known here.",
        "Delete it where it is kept, or sign in another way.",
        Retry.Never
    );
}
