using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Rupaya.Infrastructure.Identity;

/// <summary>
/// Some 18 000 common and breached passwords of eight or more characters, and 1 000 words that stay guessable with digits around them, as sorted
/// 64-bit hashes: 150 KB of memory, a look-up in about a microsecond. Source of the lists: zxcvbn 4.4.2 and zxcvbn-ts 4.1.3 (MIT), from
/// published breaches.
/// </summary>
internal static class CommonPasswords
{
    private const int ShortestStem = 4;

    private static readonly ulong[] Whole = Load("common-passwords.txt");
    private static readonly ulong[] Stems = Load("common-stems.txt");

    /// <summary>True for a listed password in any case, and for a listed word that only has digits and signs around it.</summary>
    public static bool Contains(string password)
    {
        var lower = password.ToLowerInvariant();
        var stem = Plain(lower.Trim("0123456789!@#$%^&*()-_=+.,;:?/ ".ToCharArray()));
        return IsIn(Whole, lower) || IsIn(Whole, Plain(lower)) || (stem.Length >= ShortestStem && IsIn(Stems, stem));
    }

    // p@ssw0rd is password.
    private static string Plain(string text) =>
        text.Replace('@', 'a').Replace('0', 'o').Replace('$', 's').Replace('3', 'e').Replace('1', 'i');

    private static bool IsIn(ulong[] hashes, string text) => Array.BinarySearch(hashes, Hash(text)) >= 0;

    private static ulong Hash(string text)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(text), hash);
        return BinaryPrimitives.ReadUInt64BigEndian(hash);
    }

    private static ulong[] Load(string name)
    {
        using var stream = typeof(CommonPasswords).Assembly.GetManifestResourceStream($"{typeof(CommonPasswords).Namespace}.Data.{name}")!;
        using var reader = new StreamReader(stream);
        var hashes = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Hash).ToArray();
        Array.Sort(hashes);
        return hashes;
    }
}
