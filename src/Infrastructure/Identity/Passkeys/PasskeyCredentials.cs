using System.Buffers.Text;
using System.Text.Json;
using Rupaya.Infrastructure.Base;

namespace Rupaya.Infrastructure.Identity.Passkeys;

/// <summary>A passkey that an authenticator made, as <c>PublicKeyCredential.toJSON()</c> writes it.</summary>
/// <param name="Id">Base64url.</param>
/// <param name="RawId">The same; may be omitted.</param>
/// <param name="Type">Always <c>public-key</c>.</param>
/// <param name="Response">What the authenticator made.</param>
/// <param name="AuthenticatorAttachment">Not used.</param>
/// <param name="ClientExtensionResults">Not used.</param>
public sealed record CreatedCredential(
    string? Id,
    string? RawId,
    string? Type,
    CreatedResponse? Response,
    string? AuthenticatorAttachment,
    JsonElement? ClientExtensionResults
)
{
    /// <summary>Null where something is not base64url, or the two ids differ.</summary>
    internal RegistrationAnswer? Decoded() =>
        Bytes.Of(Id) is { Length: > 0 } id
        && (RawId ?? Id) == Id
        && Bytes.Of(Response?.ClientDataJSON) is { } clientData
        && Bytes.Of(Response?.AttestationObject) is { } attestation
            ? new RegistrationAnswer(id, clientData, attestation, Response!.Transports ?? [])
            : null;
}

/// <summary>What an authenticator made.</summary>
/// <param name="ClientDataJSON">Base64url: what the browser did.</param>
/// <param name="AttestationObject">Base64url: the new key.</param>
/// <param name="Transports">How the authenticator can be reached, such as <c>internal</c>, <c>hybrid</c> or <c>usb</c>.</param>
/// <param name="AuthenticatorData">Not used: it is in the attestation object.</param>
/// <param name="PublicKey">Not used: it is in the attestation object.</param>
/// <param name="PublicKeyAlgorithm">Not used: it is in the attestation object.</param>
public sealed record CreatedResponse(
    string? ClientDataJSON,
    string? AttestationObject,
    string[]? Transports,
    string? AuthenticatorData,
    string? PublicKey,
    int? PublicKeyAlgorithm
);

/// <summary>A passkey's signature, as <c>PublicKeyCredential.toJSON()</c> writes it.</summary>
/// <param name="Id">Base64url.</param>
/// <param name="RawId">The same; may be omitted.</param>
/// <param name="Type">Always <c>public-key</c>.</param>
/// <param name="Response">What the authenticator signed.</param>
/// <param name="AuthenticatorAttachment">Not used.</param>
/// <param name="ClientExtensionResults">Not used.</param>
public sealed record SignedCredential(
    string? Id,
    string? RawId,
    string? Type,
    SignedResponse? Response,
    string? AuthenticatorAttachment,
    JsonElement? ClientExtensionResults
)
{
    /// <summary>Null where something is not base64url, or the two ids differ.</summary>
    internal AssertionAnswer? Decoded() =>
        Bytes.Of(Id) is { Length: > 0 } id
        && (RawId ?? Id) == Id
        && Bytes.Of(Response?.ClientDataJSON) is { } clientData
        && Bytes.Of(Response?.AuthenticatorData) is { } data
        && Bytes.Of(Response?.Signature) is { } signature
        && Bytes.Of(Response?.UserHandle) is var handle
        && (handle is not null || Response?.UserHandle is null)
            ? new AssertionAnswer(id, clientData, data, signature, handle)
            : null;

    /// <summary>One that nobody has looked at yet; null for what is none.</summary>
    internal static SignedCredential? Read(JsonElement json)
    {
        try
        {
            return json.Deserialize<SignedCredential>(Json.Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>What an authenticator signed.</summary>
/// <param name="ClientDataJSON">Base64url: what the browser did.</param>
/// <param name="AuthenticatorData">Base64url: flags and counter.</param>
/// <param name="Signature">Base64url, over both.</param>
/// <param name="UserHandle">Base64url: whose passkey it is, as the authenticator keeps it. A sign-in needs it.</param>
public sealed record SignedResponse(string? ClientDataJSON, string? AuthenticatorData, string? Signature, string? UserHandle);

/// <summary>A new credential, decoded; nothing of it is believed yet.</summary>
internal sealed record RegistrationAnswer(byte[] Id, byte[] ClientData, byte[] Attestation, string[] Transports);

/// <summary>A signature, decoded; nothing of it is believed yet.</summary>
internal sealed record AssertionAnswer(byte[] Id, byte[] ClientData, byte[] AuthenticatorData, byte[] Signature, byte[]? UserHandle);

/// <summary>Base64url as browsers write it.</summary>
internal static class Bytes
{
    /// <summary>Null for none, and for what is none.</summary>
    public static byte[]? Of(string? text) => text is not null && Base64Url.IsValid(text) ? Base64Url.DecodeFromChars(text) : null;
}
