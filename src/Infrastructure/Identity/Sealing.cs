using System.Security.Cryptography;

namespace Rupaya.Infrastructure.Identity;

/// <summary>Authenticated encryption (AES-256-GCM): nonce ‖ tag ‖ ciphertext, bound to what it belongs to.</summary>
internal static class Sealing
{
    public const int KeyLength = 32;
    private const int NonceLength = 12;
    private const int TagLength = 16;

    public static byte[] Seal(byte[] key, ReadOnlySpan<byte> plain, ReadOnlySpan<byte> belongsTo)
    {
        var sealedBytes = new byte[NonceLength + TagLength + plain.Length];
        var nonce = sealedBytes.AsSpan(0, NonceLength);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(key, TagLength);
        aes.Encrypt(nonce, plain, sealedBytes.AsSpan(NonceLength + TagLength), sealedBytes.AsSpan(NonceLength, TagLength), belongsTo);
        return sealedBytes;
    }

    /// <exception cref="CryptographicException">Another key, another owner, or changed bytes.</exception>
    public static byte[] Open(byte[] key, ReadOnlySpan<byte> sealedBytes, ReadOnlySpan<byte> belongsTo)
    {
        if (sealedBytes.Length < NonceLength + TagLength)
        {
            throw new CryptographicException("Too short to have been sealed.");
        }
        var plain = new byte[sealedBytes.Length - NonceLength - TagLength];
        using var aes = new AesGcm(key, TagLength);
        aes.Decrypt(
            sealedBytes[..NonceLength],
            sealedBytes[(NonceLength + TagLength)..],
            sealedBytes.Slice(NonceLength, TagLength),
            plain,
            belongsTo
        );
        return plain;
    }
}
