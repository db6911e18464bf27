using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Rupaya.Infrastructure.Identity;

/// <summary>
/// Seals a file under a passphrase: a line that says what it is and what the key costs, a salt, then AES-256-GCM under the Argon2id of the passphrase,
/// bound to what stands before it.
/// </summary>
public static partial class PassphraseSealing
{
    // Three or four words.
    private const int ShortestPassphrase = 16;

    private const string Kind = "rupaya sealed file 1";
    private const int SaltLength = 16;

    // It has to withstand somebody with the file and time; people wait for it once.
    private static readonly Argon2Options Cost = new() { MemoryKib = 128 * 1024, Passes = 3 };

    /// <summary>Seals under a fresh salt.</summary>
    /// <param name="passphrase">What opens it again.</param>
    /// <param name="plain">What is sealed.</param>
    /// <exception cref="InvalidOperationException">The passphrase is too short.</exception>
    public static byte[] Seal(string passphrase, ReadOnlySpan<byte> plain)
    {
        if (passphrase.Length < ShortestPassphrase || passphrase.Distinct().Count() < ShortestPassphrase / 2)
        {
            throw new InvalidOperationException($"The passphrase needs at least {ShortestPassphrase} characters, not all alike.");
        }
        var line = string.Create(CultureInfo.InvariantCulture, $"{Kind} m={Cost.MemoryKib} t={Cost.Passes} p={Cost.Lanes}\n");
        byte[] head = [.. Encoding.ASCII.GetBytes(line), .. RandomNumberGenerator.GetBytes(SaltLength)];
        return [.. head, .. Sealing.Seal(Argon2.DeriveKey(passphrase, head[^SaltLength..], Cost), plain, head)];
    }

    /// <summary>Opens what was sealed.</summary>
    /// <param name="passphrase">As it was when it was sealed.</param>
    /// <param name="sealedFile">The file.</param>
    /// <exception cref="InvalidOperationException">It is no such file, the passphrase is another, or it was changed.</exception>
    public static byte[] Open(string passphrase, byte[] sealedFile)
    {
        var end = Array.IndexOf(sealedFile, (byte)'\n') + 1;
        var line = Head().Match(Encoding.ASCII.GetString(sealedFile, 0, Math.Clamp(end, 0, 100)));
        if (!line.Success || sealedFile.Length < end + SaltLength || CostOf(line) is not { } cost)
        {
            throw new InvalidOperationException("This is no file that was sealed with a passphrase.");
        }
        var head = sealedFile[..(end + SaltLength)];
        try
        {
            return Sealing.Open(Argon2.DeriveKey(passphrase, head[^SaltLength..], cost), sealedFile.AsSpan(head.Length), head);
        }
        catch (CryptographicException e)
        {
            throw new InvalidOperationException("The passphrase is another one, or the file was changed.", e);
        }
    }

    // What a stranger's file asks for must not take the machine down.
    private static Argon2Options? CostOf(Match line)
    {
        int Number(string name) => int.Parse(line.Groups[name].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);
        var cost = new Argon2Options
        {
            MemoryKib = Number("m"),
            Passes = Number("t"),
            Lanes = Number("p"),
        };
        return cost.Problem() is null ? cost : null;
    }

    [GeneratedRegex(
        @"^rupaya sealed file 1 m=(?<m>\d{1,7}) t=(?<t>\d{1,2}) p=(?<p>\d{1,2})\n$",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Head();
}
