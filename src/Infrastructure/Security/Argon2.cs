using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Rupaya.Infrastructure.Security;

/// <summary>Argon2id (RFC 9106) through libargon2, in PHC string format, which keeps the parameters beside the hash.</summary>
internal static partial class Argon2
{
    private const string Library = "libargon2.so.1";
    private const int SaltLength = 16;
    private const int HashLength = 32;
    private const int EncodedLength = 128;

    /// <summary>Hashes under a fresh salt.</summary>
    public static string Hash(string password, Argon2Options cost)
    {
        var encoded = new byte[EncodedLength];
        var secret = Encoding.UTF8.GetBytes(password);
        try
        {
            var code = HashEncoded(
                (uint)cost.Passes,
                (uint)cost.MemoryKib,
                (uint)cost.Lanes,
                secret,
                (nuint)secret.Length,
                RandomNumberGenerator.GetBytes(SaltLength),
                SaltLength,
                HashLength,
                encoded,
                EncodedLength
            );
            return code == 0
                ? Encoding.ASCII.GetString(encoded).TrimEnd('\0')
                : throw new CryptographicException($"libargon2 failed with code {code}.");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
        }
    }

    public static bool Verify(string encoded, string password)
    {
        var secret = Encoding.UTF8.GetBytes(password);
        try
        {
            return VerifyEncoded(encoded, secret, (nuint)secret.Length) == 0;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
        }
    }

    /// <summary>True when the hash was made with exactly this cost.</summary>
    public static bool HasCost(string encoded, Argon2Options cost) =>
        encoded.StartsWith($"$argon2id$v=19$m={cost.MemoryKib},t={cost.Passes},p={cost.Lanes}$", StringComparison.Ordinal);

    /// <summary>Null when the library can be loaded, else what to install.</summary>
    public static string? Problem() =>
        NativeLibrary.TryLoad(Library, out _) ? null : $"{Library} is missing (Debian and Ubuntu: apt-get install libargon2-1).";

    [LibraryImport(Library, EntryPoint = "argon2id_hash_encoded")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int HashEncoded(
        uint passes,
        uint memoryKib,
        uint lanes,
        byte[] password,
        nuint passwordLength,
        byte[] salt,
        nuint saltLength,
        nuint hashLength,
        byte[] encoded,
        nuint encodedLength
    );

    [LibraryImport(Library, EntryPoint = "argon2id_verify", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int VerifyEncoded(string encoded, byte[] password, nuint passwordLength);
}
