using Rupaya.Domain.Results;

namespace Rupaya.Infrastructure.Identity.Passkeys;

/// <summary>What a passkey is used for, and how it is refused there.</summary>
public sealed record PasskeyUse
{
    private PasskeyUse(string purpose, Guid? userId, Guid? sessionId, bool verifiesUser, string failed, Problem refusal) =>
        (Purpose, UserId, SessionId, VerifiesUser, Failed, Refusal) = (purpose, userId, sessionId, verifiesUser, failed, refusal.Error);

    /// <summary>A sign-in with nothing else: who it is, is known afterwards. It needs a finger, a face or a PIN, and so counts as two factors.</summary>
    public static PasskeyUse Signin { get; } =
        new(CeremonyPurpose.Signin, userId: null, sessionId: null, verifiesUser: true, "signin.failed", Problems.CredentialRefused);

    internal string Purpose { get; }

    internal Guid? UserId { get; }

    internal Guid? SessionId { get; }

    internal bool VerifiesUser { get; }

    /// <summary>The audit's event of a refusal.</summary>
    internal string Failed { get; }

    /// <summary>What is answered to one that is not right.</summary>
    internal Error Refusal { get; }

    /// <summary>After the password: to have it is enough.</summary>
    public static PasskeyUse SecondFactor(Guid userId) =>
        new(CeremonyPurpose.SecondFactor, userId, sessionId: null, verifiesUser: false, "mfa.failed", Problems.CredentialRefused);

    /// <summary>Before something grave, by a session: both factors at once. 403, for clients take 401 for a session that ended.</summary>
    public static PasskeyUse StepUp(Guid userId, Guid sessionId) =>
        new(CeremonyPurpose.StepUp, userId, sessionId, verifiesUser: true, "stepup.failed", Problems.StepUpCredentialRefused);
}

/// <summary>A passkey whose signature was right a moment ago; to be confirmed under the user's lock.</summary>
public sealed record ProvenPasskey
{
    internal ProvenPasskey(PasskeyUse use, Guid userId, Guid passkeyId, GoodAssertion assertion) =>
        (Use, UserId, PasskeyId, Assertion) = (use, userId, passkeyId, assertion);

    /// <summary>Whose it is.</summary>
    public Guid UserId { get; }

    internal PasskeyUse Use { get; }

    internal Guid PasskeyId { get; }

    internal GoodAssertion Assertion { get; }
}
