using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Rupaya.Infrastructure.Security;

/// <summary>Argon2id (RFC 9106) through libargon2: 19 MiB, 2 passes, 1 lane (OWASP ASVS 5.0, appendix C), in PHC string format.</summary>
internal static partial class Argon2
{
    private const string Library = "libargon2.so.1";
    private const uint MemoryKib = 19 * 1024;
    private const uint Passes = 2;
    private const uint Lanes = 1;
    private const int SaltLength = 16;
    private const int HashLength = 32;
    private const int EncodedLength = 128;

    /// <summary>Hashes under a fresh salt.</summary>
    public static string Hash(string password)
    {
        var encoded = new byte[EncodedLength];
        var secret = Encoding.UTF8.GetBytes(password);
        try
        {
            var code = HashEncoded(
                Passes,
                MemoryKib,
                Lanes,
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
