namespace Rupaya.Features.Auth;

/// <summary>How long the parts of a credential may be, in characters of base64url: more than any authenticator sends.</summary>
internal static class CredentialRules
{
    /// <summary>1 023 bytes, the most that WebAuthn allows, and some: one that is too long is told apart by its bytes.</summary>
    public const int IdLength = 2048;

    public const int ClientDataLength = 8192;

    /// <summary>Certificates that nobody asked for may be in it.</summary>
    public const int AttestationLength = 65_536;

    public const int SignatureLength = 2048;

    /// <summary>64 bytes at most.</summary>
    public const int HandleLength = 128;
}
