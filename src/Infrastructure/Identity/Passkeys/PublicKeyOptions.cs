namespace Rupaya.Infrastructure.Identity.Passkeys;

/// <summary>What a client hands to <c>navigator.credentials.create</c>, as <c>parseCreationOptionsFromJSON</c> takes it.</summary>
/// <param name="Rp">Whose passkey it will be.</param>
/// <param name="User">For whom.</param>
/// <param name="Challenge">Base64url of 32 bytes.</param>
/// <param name="PubKeyCredParams">Signatures that are understood, the best first.</param>
/// <param name="Timeout">Milliseconds.</param>
/// <param name="ExcludeCredentials">Passkeys that are there already: no authenticator makes a second one.</param>
/// <param name="AuthenticatorSelection">What the authenticator has to do.</param>
/// <param name="Attestation">Always <c>none</c>: who made the authenticator is not asked.</param>
public sealed record CreationOptions(
    RelyingParty Rp,
    PasskeyUser User,
    string Challenge,
    IReadOnlyList<KeyParameter> PubKeyCredParams,
    int Timeout,
    IReadOnlyList<CredentialDescriptor> ExcludeCredentials,
    AuthenticatorSelection AuthenticatorSelection,
    string Attestation
);

/// <summary>What a client hands to <c>navigator.credentials.get</c>, as <c>parseRequestOptionsFromJSON</c> takes it.</summary>
/// <param name="Challenge">Base64url of 32 bytes.</param>
/// <param name="Timeout">Milliseconds.</param>
/// <param name="RpId">The domain that the passkey belongs to.</param>
/// <param name="AllowCredentials">Passkeys that will do; empty for whichever the authenticator offers.</param>
/// <param name="UserVerification"><c>required</c> or <c>preferred</c>.</param>
public sealed record RequestOptions(
    string Challenge,
    int Timeout,
    string RpId,
    IReadOnlyList<CredentialDescriptor> AllowCredentials,
    string UserVerification
);

/// <summary>The party that a passkey belongs to.</summary>
/// <param name="Id">A domain.</param>
/// <param name="Name">For people.</param>
public sealed record RelyingParty(string Id, string Name);

/// <summary>The user, as an authenticator keeps them.</summary>
/// <param name="Id">Base64url of 32 random bytes that stand for the user and tell nothing about them.</param>
/// <param name="Name">Their e-mail, which authenticators show.</param>
/// <param name="DisplayName">What they are called.</param>
public sealed record PasskeyUser(string Id, string Name, string DisplayName);

/// <summary>A kind of signature.</summary>
/// <param name="Type">Always <c>public-key</c>.</param>
/// <param name="Alg">A COSE number: -7 ES256, -8 EdDSA, -257 RS256.</param>
public sealed record KeyParameter(string Type, int Alg);

/// <summary>A passkey, as browsers look for it.</summary>
/// <param name="Id">Base64url.</param>
/// <param name="Type">Always <c>public-key</c>.</param>
/// <param name="Transports">How it can be reached, such as <c>internal</c>, <c>hybrid</c> or <c>usb</c>.</param>
public sealed record CredentialDescriptor(string Id, string Type, IReadOnlyList<string> Transports);

/// <summary>What is asked of an authenticator.</summary>
/// <param name="ResidentKey">Always <c>required</c>: the passkey is found without an e-mail.</param>
/// <param name="RequireResidentKey">The same for older browsers.</param>
/// <param name="UserVerification">Always <c>required</c>: a finger, a face or a PIN.</param>
public sealed record AuthenticatorSelection(string ResidentKey, bool RequireResidentKey, string UserVerification);

/// <summary>A ceremony of a new passkey.</summary>
/// <param name="CeremonyToken">To be sent back with the credential, within five minutes.</param>
/// <param name="PublicKey">For the browser.</param>
public sealed record RegistrationCeremony(string CeremonyToken, CreationOptions PublicKey);

/// <summary>A ceremony of a passkey that is there.</summary>
/// <param name="CeremonyToken">To be sent back with the credential, within five minutes.</param>
/// <param name="PublicKey">For the browser.</param>
public sealed record AssertionCeremony(string CeremonyToken, RequestOptions PublicKey);
