using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace Rupaya.Infrastructure.Security;

/// <summary>
/// Refresh tokens are derived, not stored: session id, generation and HMAC-SHA256 of both under a key of their purpose. A dump of the
/// database holds nothing that can be presented.
/// </summary>
internal sealed class RefreshTokens(IOptions<SecurityOptions> options)
{
    private const int IdLength = 16;
    private const int PayloadLength = IdLength + sizeof(int);

    private readonly byte[] _key = HKDF.DeriveKey(
        HashAlgorithmName.SHA256,
        Convert.FromBase64String(options.Value.TokenSecret),
        32,
        info: Encoding.ASCII.GetBytes("rupaya refresh token v1")
    );

    public string Issue(Guid sessionId, int generation)
    {
        Span<byte> token = stackalloc byte[PayloadLength + HMACSHA256.HashSizeInBytes];
        sessionId.TryWriteBytes(token);
        BinaryPrimitives.WriteInt32BigEndian(token[IdLength..], generation);
        HMACSHA256.HashData(_key, token[..PayloadLength], token[PayloadLength..]);
        return Base64Url.EncodeToString(token);
    }

    /// <summary>What the token says, or null when it is not one of ours.</summary>
    public (Guid SessionId, int Generation)? Verify(string token)
    {
        Span<byte> bytes = stackalloc byte[PayloadLength + HMACSHA256.HashSizeInBytes];
        if (
            token.Length > 100
            || !Base64Url.IsValid(token)
            || !Base64Url.TryDecodeFromChars(token, bytes, out var length)
            || length != bytes.Length
        )
        {
            return null;
        }
        Span<byte> expected = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_key, bytes[..PayloadLength], expected);
        return CryptographicOperations.FixedTimeEquals(expected, bytes[PayloadLength..])
            ? (new Guid(bytes[..IdLength]), BinaryPrimitives.ReadInt32BigEndian(bytes[IdLength..]))
            : null;
    }
}
