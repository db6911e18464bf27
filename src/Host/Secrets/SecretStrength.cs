namespace Rupaya.Host.Secrets;

/// <summary>Whether a secret looks as if nobody thought it up: length, and none of the marks of what people write into samples.</summary>
internal static class SecretStrength
{
    private const int KeyBits = 256;
    private const int PasswordBits = 128;

    private static readonly string[] SampleWords =
    [
        "change",
        "default",
        "dummy",
        "example",
        "guest",
        "password",
        "passwort",
        "placeholder",
        "postgres",
        "qwerty",
        "rabbit",
        "rupaya",
        "sample",
        "secret",
        "test",
    ];

    /// <summary>Null for a sound key, else what is wrong with it; never the key.</summary>
    public static string? OfKey(string base64)
    {
        var bytes = new byte[base64.Length];
        return !Convert.TryFromBase64String(base64, bytes, out var length) || length * 8 < KeyBits
                ? $"has fewer than {KeyBits} bits in base64"
            : IsPattern(bytes[..length]) ? "is a sample or a pattern, not random bytes"
            : null;
    }

    /// <summary>Null for a sound password of a server, else what is wrong with it; never the password.</summary>
    public static string? OfPassword(string? password) =>
        string.IsNullOrEmpty(password) ? "has no password"
        : Array.Exists(SampleWords, w => password.Contains(w, StringComparison.OrdinalIgnoreCase))
            ? "has a password with a word of samples in it"
        : Bits(password) < PasswordBits ? $"has a password of fewer than {PasswordBits} bits"
        : null;

    // Of random bytes: text is not, a run is not, and 32 of them are hardly ever fewer than 20 different ones.
    private static bool IsPattern(byte[] bytes) =>
        Array.TrueForAll(bytes, b => b is >= 0x20 and < 0x7f)
        || bytes.Distinct().Count() < Math.Min(bytes.Length, 32) * 5 / 8
        || bytes.Zip(bytes.Skip(1), (a, b) => (byte)(b - a)).Distinct().Count() == 1;

    // As many as its alphabet could hold in its length, had it been drawn; a repeated word holds no more than itself.
    private static double Bits(string password)
    {
        var alphabet =
            (password.Any(char.IsAsciiDigit) ? 10 : 0)
            + (password.Any(char.IsAsciiLetterUpper) ? 26 : 0)
            + (
                password.Any(c => char.IsAsciiLetterLower(c) && c > 'f') ? 26
                : password.Any(char.IsAsciiLetterLower) ? 6
                : 0
            )
            + (password.Any(c => !char.IsAsciiLetterOrDigit(c)) ? 30 : 0);
        var length = password.Distinct().Count() < 8 ? password.Distinct().Count() : password.Length;
        return length * Math.Log2(Math.Max(alphabet, 2));
    }
}
