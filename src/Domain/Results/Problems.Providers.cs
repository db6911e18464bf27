namespace Rupaya.Domain.Results;

#pragma warning disable CS1591 // Each says itself what it is.
// Problems of sign-in with providers.
public static partial class Problems
{
    public static readonly Problem IdentityTaken = new(
        "identity_taken",
        ErrorKind.Conflict,
        "This identity opens another account.",
        "Sign in to that account and unlink it there first.",
        Retry.Never
    );

    public static readonly Problem InvalidTicket = new(
        "invalid_ticket",
        ErrorKind.Unauthenticated,
        "The ticket is wrong, used or too old.",
        "Start the sign-in again.",
        Retry.Never
    );

    public static readonly Problem InvalidLinkTicket = new(
        "invalid_ticket",
        ErrorKind.Invalid,
        "The ticket or link token is wrong, used or too old.",
        "Start linking again.",
        Retry.Never
    );

    public static readonly Problem LastCredential = new(
        "last_credential",
        ErrorKind.Conflict,
        "This is the last way into the account.",
        "Set a password, or add a passkey or a provider, first.",
        Retry.AfterChange
    );

    public static readonly Problem ProviderEmailUnverified = new(
        "provider_email_unverified",
        ErrorKind.Forbidden,
        "The provider does not say that your e-mail address is verified.",
        "Verify it with the provider, or sign up with a password and link the provider.",
        Retry.AfterChange
    );

    public static readonly Problem ProviderLinked = new(
        "provider_linked",
        ErrorKind.Conflict,
        "An identity of this provider is linked already.",
        "Unlink it first.",
        Retry.Never
    );

    public static readonly Problem ProviderUnavailable = new(
        "provider_unavailable",
        ErrorKind.Unavailable,
        "The provider cannot be asked now.",
        "Sign in another way, or try again later.",
        Retry.Later
    );

    public static readonly Problem ReturnNotAllowed = new(
        "return_not_allowed",
        ErrorKind.Invalid,
        "Nobody may be sent back to this address.",
        "Send one of Oidc:ReturnUrls, byte by byte.",
        Retry.AfterChange
    );

    public static readonly Problem SignupDisabled = new(
        "signup_disabled",
        ErrorKind.Forbidden,
        "Nobody can sign up with this provider.",
        "Sign up with a password, then link the provider.",
        Retry.Never
    );

    public static readonly Problem UnknownProvider = new(
        "unknown_provider",
        ErrorKind.NotFound,
        "There is no such provider.",
        "GET /auth/oidc/providers has those that there are.",
        Retry.Never
    );

    public static readonly Problem WrongAccount = new(
        "wrong_account",
        ErrorKind.Forbidden,
        "This is meant for another account.",
        "Sign in to the account that it was made for.",
        Retry.AfterChange
    );
}
