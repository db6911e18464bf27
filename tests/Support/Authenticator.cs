using System.Buffers.Binary;
using System.Buffers.Text;
using System.Formats.Cbor;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Rupaya.Support;

/// <summary>What an authenticator and its browser answer, before it is signed: a test bends it to something that is wrong.</summary>
public sealed record AuthenticatorAnswer
{
    public const byte UserPresent = 0x01;
    public const byte UserVerified = 0x04;
    public const byte BackupEligible = 0x08;
    public const byte BackedUp = 0x10;
    internal const byte Attested = 0x40;

    public required string Type { get; init; }
    public required string Challenge { get; init; }
    public required string Origin { get; init; }
    public bool CrossOrigin { get; init; }
    public required string RpId { get; init; }
    public required byte Flags { get; init; }
    public required uint Counter { get; init; }
    public required byte[] Id { get; init; }
    public byte[]? UserHandle { get; init; }

    /// <summary>What becomes of the signature.</summary>
    public Func<byte[], byte[]> Signature { get; init; } = bytes => bytes;
}

/// <summary>
/// An authenticator in software, with its browser: it makes passkeys and signs with them. It is honest unless it is bent.
/// </summary>
/// <param name="algorithm">How its passkeys sign.</param>
/// <param name="flags">User present and verified, or more.</param>
/// <param name="origin">The page.</param>
public sealed class Authenticator(
    PasskeyAlgorithm algorithm = PasskeyAlgorithm.Es256,
    byte flags = AuthenticatorAnswer.UserPresent | AuthenticatorAnswer.UserVerified,
    string origin = Authenticator.Page
)
{
    public const string Page = "http://localhost:8080";

    private const int IdLength = 32;

    private static readonly Guid Bitwarden = new("d548826e-79b4-db40-a3d8-11116f7e8349");

    private readonly List<Passkey> _passkeys = [];

    /// <summary>What it will count next; 0 for one that does not count. It is the same for all of its passkeys.</summary>
    public uint Counter { get; set; }

    /// <summary>What it says it is.</summary>
    public Guid Aaguid { get; init; } = Bitwarden;

    /// <summary>The id of its newest passkey.</summary>
    public byte[] Id => _passkeys[^1].Id;

    /// <summary>What it calls the owner of its newest passkey.</summary>
    public byte[] UserHandle => _passkeys[^1].UserHandle;

    /// <summary><c>navigator.credentials.create</c>: a new passkey, as <c>toJSON()</c> writes it.</summary>
    /// <param name="publicKey">What the API answered.</param>
    /// <param name="bend">What is wrong about it.</param>
    public object Create(JsonElement publicKey, Func<AuthenticatorAnswer, AuthenticatorAnswer>? bend = null)
    {
        var honest = new AuthenticatorAnswer
        {
            Type = "webauthn.create",
            Challenge = publicKey.GetProperty("challenge").GetString()!,
            Origin = origin,
            RpId = publicKey.GetProperty("rp").GetProperty("id").GetString()!,
            Flags = (byte)(flags | AuthenticatorAnswer.Attested),
            Counter = Next(),
            Id = RandomNumberGenerator.GetBytes(IdLength),
            UserHandle = Base64Url.DecodeFromChars(publicKey.GetProperty("user").GetProperty("id").GetString()),
        };
        var answer = bend?.Invoke(honest) ?? honest;
        var key = PasskeyKey.New(algorithm);
        _passkeys.Add(new Passkey(answer.Id, answer.UserHandle!, key));
        return Json(
            answer,
            new
            {
                clientDataJSON = Text(ClientData(answer)),
                attestationObject = Text(Attestation([.. Data(answer), .. Credential(answer.Id, key)])),
                transports = new[] { "internal", "hybrid" },
            }
        );
    }

    /// <summary><c>navigator.credentials.get</c>: a signature by its newest passkey that will do, as <c>toJSON()</c> writes it.</summary>
    /// <param name="publicKey">What the API answered.</param>
    /// <param name="bend">What is wrong about it.</param>
    public object Get(JsonElement publicKey, Func<AuthenticatorAnswer, AuthenticatorAnswer>? bend = null)
    {
        var allowed = publicKey.GetProperty("allowCredentials").EnumerateArray().Select(c => c.GetProperty("id").GetString()).ToList();
        var passkey = _passkeys.Last(p => allowed.Count == 0 || allowed.Contains(Text(p.Id)));
        var honest = new AuthenticatorAnswer
        {
            Type = "webauthn.get",
            Challenge = publicKey.GetProperty("challenge").GetString()!,
            Origin = origin,
            RpId = publicKey.GetProperty("rpId").GetString()!,
            Flags = flags,
            Counter = Next(),
            Id = passkey.Id,
            UserHandle = passkey.UserHandle,
        };
        var answer = bend?.Invoke(honest) ?? honest;
        var (clientData, data) = (ClientData(answer), Data(answer));
        var signature = answer.Signature(passkey.Key.Sign([.. data, .. SHA256.HashData(clientData)]));
        return Json(
            answer,
            new
            {
                clientDataJSON = Text(clientData),
                authenticatorData = Text(data),
                signature = Text(signature),
                userHandle = answer.UserHandle is null ? null : Text(answer.UserHandle),
            }
        );
    }

    private uint Next() => Counter == 0 ? 0 : Counter++;

    private static object Json(AuthenticatorAnswer answer, object response) =>
        new
        {
            id = Text(answer.Id),
            rawId = Text(answer.Id),
            type = "public-key",
            authenticatorAttachment = "platform",
            clientExtensionResults = new { credProps = new { rk = true } },
            response,
        };

    private static byte[] ClientData(AuthenticatorAnswer answer) =>
        Encoding.UTF8.GetBytes(
            JsonSerializer.Serialize(
                new
                {
                    type = answer.Type,
                    challenge = answer.Challenge,
                    origin = answer.Origin,
                    crossOrigin = answer.CrossOrigin,
                }
            )
        );

    private static byte[] Data(AuthenticatorAnswer answer)
    {
        var counter = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(counter, answer.Counter);
        return [.. SHA256.HashData(Encoding.UTF8.GetBytes(answer.RpId)), answer.Flags, .. counter];
    }

    private byte[] Credential(byte[] id, PasskeyKey key)
    {
        var length = new byte[sizeof(ushort)];
        BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)id.Length);
        return [.. Aaguid.ToByteArray(bigEndian: true), .. length, .. id, .. key.Cose];
    }

    private static byte[] Attestation(byte[] data)
    {
        var writer = new CborWriter(CborConformanceMode.Ctap2Canonical);
        writer.WriteStartMap(3);
        writer.WriteTextString("fmt");
        writer.WriteTextString("none");
        writer.WriteTextString("attStmt");
        writer.WriteStartMap(0);
        writer.WriteEndMap();
        writer.WriteTextString("authData");
        writer.WriteByteString(data);
        writer.WriteEndMap();
        return writer.Encode();
    }

    private static string Text(byte[] bytes) => Base64Url.EncodeToString(bytes);

    private sealed record Passkey(byte[] Id, byte[] UserHandle, PasskeyKey Key);
}
