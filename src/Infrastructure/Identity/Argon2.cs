using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Rupaya.Infrastructure.Identity;

/// <summary>
/// Argon2id (RFC 9106) through libargon2, in PHC string format, which keeps the parameters beside the hash. The library computes in memory of
/// <see cref="HashMemory"/>, which its simpler functions would take from the heap.
/// </summary>
internal static unsafe partial class Argon2
{
    private const string Library = "libargon2.so.1";
    private const int SaltLength = 16;
    private const int HashLength = 32;

    // From argon2.h: Argon2_id, and the version of RFC 9106, 1.3.
    private const int Argon2Id = 2;
    private const uint Version = 0x13;

    /// <summary>Hashes under a fresh salt.</summary>
    public static string Hash(string password, Argon2Options cost)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltLength);
        return $"{Prefix(cost)}{Base64(salt)}${Base64(Compute(password, salt, HashLength, cost))}";
    }

    /// <summary>True when the password has this hash, at the cost that stands in it.</summary>
    public static bool Verify(string encoded, string password) =>
        Parse(encoded) is { } parts
        && CryptographicOperations.FixedTimeEquals(Compute(password, parts.Salt, parts.Hash.Length, parts.Cost), parts.Hash);

    /// <summary>True when the hash was made with exactly this cost.</summary>
    public static bool HasCost(string encoded, Argon2Options cost) => encoded.StartsWith(Prefix(cost), StringComparison.Ordinal);

    /// <summary>A key from a passphrase.</summary>
    public static byte[] DeriveKey(string passphrase, byte[] salt, Argon2Options cost) => Compute(passphrase, salt, HashLength, cost);

    /// <summary>Null when the library can be loaded, else what to install.</summary>
    public static string? Problem() =>
        NativeLibrary.TryLoad(Library, out _) ? null : $"{Library} is missing (Debian and Ubuntu: apt-get install libargon2-1).";

    private static string Prefix(Argon2Options cost) => $"$argon2id$v=19$m={cost.MemoryKib},t={cost.Passes},p={cost.Lanes}$";

    // PHC strings have base64 without padding.
    private static string Base64(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=');

    private static (Argon2Options Cost, byte[] Salt, byte[] Hash)? Parse(string encoded)
    {
        var parts = encoded.Split('$');
        if (parts is not ["", "argon2id", "v=19", var cost, var salt, var hash])
        {
            return null;
        }
        try
        {
            var numbers = cost.Split(',').Select(c => int.Parse(c.AsSpan(2), NumberStyles.None, CultureInfo.InvariantCulture)).ToArray();
            var options = new Argon2Options
            {
                MemoryKib = numbers[0],
                Passes = numbers[1],
                Lanes = numbers[2],
            };
            var (saltBytes, hashBytes) = (Bytes(salt), Bytes(hash));
            return encoded.StartsWith(Prefix(options), StringComparison.Ordinal) && IsPossible(options, saltBytes, hashBytes)
                ? (options, saltBytes, hashBytes)
                : null;
        }
        catch (Exception e) when (e is FormatException or OverflowException or ArgumentException or IndexOutOfRangeException)
        {
            return null;
        }
    }

    // The library's own bounds.
    private static bool IsPossible(Argon2Options cost, byte[] salt, byte[] hash) =>
        cost is { Passes: >= 1, Lanes: >= 1 } && cost.MemoryKib >= 8 * cost.Lanes && salt.Length >= 8 && hash.Length >= 4;

    private static byte[] Bytes(string base64) => Convert.FromBase64String(base64.PadRight((base64.Length + 3) / 4 * 4, '='));

    private static byte[] Compute(string password, byte[] salt, int length, Argon2Options cost)
    {
        var secret = Encoding.UTF8.GetBytes(password);
        var hash = new byte[length];
        fixed (byte* hashAt = hash)
        fixed (byte* secretAt = secret)
        fixed (byte* saltAt = salt)
        {
            var context = new Context
            {
                Hash = hashAt,
                HashLength = (uint)length,
                Password = secretAt,
                PasswordLength = (uint)secret.Length,
                Salt = saltAt,
                SaltLength = (uint)salt.Length,
                Passes = (uint)cost.Passes,
                MemoryKib = (uint)cost.MemoryKib,
                Lanes = (uint)cost.Lanes,
                Threads = (uint)cost.Lanes,
                Version = Version,
                Allocate = &Allocate,
                Free = &Free,
            };
            try
            {
                var code = Compute(&context, Argon2Id);
                return code == 0 ? hash : throw new CryptographicException($"libargon2 failed with code {code}.");
            }
            finally
            {
                CryptographicOperations.ZeroMemory(secret);
            }
        }
    }

    // Nothing may be thrown through the library: it takes null for an answer, and says that there is no memory.
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Allocate(byte** memory, nuint size)
    {
        *memory = (byte*)HashMemory.Take(size);
        return 0;
    }

    // The library has overwritten it.
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Free(byte* memory, nuint size) => HashMemory.Return((nint)memory, size);

    [LibraryImport(Library, EntryPoint = "argon2_ctx")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Compute(Context* context, int type);

    /// <summary><c>argon2_context</c> of argon2.h.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Context
    {
        public byte* Hash;
        public uint HashLength;
        public byte* Password;
        public uint PasswordLength;
        public byte* Salt;
        public uint SaltLength;
        public byte* Secret;
        public uint SecretLength;
        public byte* AssociatedData;
        public uint AssociatedDataLength;
        public uint Passes;
        public uint MemoryKib;
        public uint Lanes;
        public uint Threads;
        public uint Version;
        public delegate* unmanaged[Cdecl]<byte**, nuint, int> Allocate;
        public delegate* unmanaged[Cdecl]<byte*, nuint, void> Free;
        public uint Flags;
    }
}
