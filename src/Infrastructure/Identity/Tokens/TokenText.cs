using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace Rupaya.Infrastructure.Identity.Tokens;

/// <summary>
/// How a token for programs is written: <c>rupaya_pat_</c>, forty random characters, and six for the CRC-32 of all before them, both of base 62. A
/// scanner finds it without asking anybody, and what was guessed or mistyped is refused without a query.
/// </summary>
public static class TokenText
{
    internal const string Prefix = "rupaya_pat_";
    private const int RandomLength = 40;
    private const int CheckLength = 6;
    private const int Length = 57;
    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private static readonly SearchValues<char> Letters = SearchValues.Create(Alphabet);

    /// <summary>A new token: 238 random bits, so that nothing slower than SHA-256 has to keep it.</summary>
    internal static string New()
    {
        var text = Prefix + RandomNumberGenerator.GetString(Alphabet, RandomLength);
        return text + CheckOf(text);
    }

    /// <summary>What is kept of a token; null for a text that is none.</summary>
    public static byte[]? HashOf(string text) =>
        text.Length == Length
        && text.StartsWith(Prefix, StringComparison.Ordinal)
        && text.AsSpan(Prefix.Length).IndexOfAnyExcept(Letters) < 0
        && text.EndsWith(CheckOf(text[..^CheckLength]), StringComparison.Ordinal)
            ? SHA256.HashData(Encoding.ASCII.GetBytes(text))
            : null;

    private static string CheckOf(string text)
    {
        var rest = Crc32(Encoding.ASCII.GetBytes(text));
        Span<char> check = stackalloc char[CheckLength];
        for (var i = CheckLength - 1; i >= 0; i--)
        {
            check[i] = Alphabet[(int)(rest % (uint)Alphabet.Length)];
            rest /= (uint)Alphabet.Length;
        }
        return new string(check);
    }

    /// <summary>CRC-32 as zlib and PNG have it.</summary>
    private static uint Crc32(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ ((crc & 1) * 0xEDB88320u);
            }
        }
        return ~crc;
    }
}
