using System.Globalization;
using System.Text;

namespace Rupaya.Domain.Users;

/// <summary>An e-mail address that a mail server can be asked to deliver to, and what makes it itself.</summary>
/// <remarks>
/// RFC 5321, 4.1.2 and 4.5.3.1: a dot-string of at most 64 characters, and a domain of labels of at most 63 letters, digits and inner hyphens.
/// Quoted local parts and address literals are valid there and are not taken: nobody has one, and what is in them is used to trick programs.
/// A local part outside ASCII needs a server with SMTPUTF8 (RFC 6531) at every hop. A domain outside ASCII does not: it has an ASCII form.
/// </remarks>
public static class EmailAddress
{
    /// <summary>Of the whole address, in characters (RFC 3696, erratum 1690).</summary>
    public const int MaxLength = 254;

    /// <summary>The top-level domain of addresses that are nobody's (RFC 2606).</summary>
    public const string Nowhere = "invalid";

    private const int MaxLocal = 64;
    private const int MaxLabel = 63;
    private const string Atoms = "!#$%&'*+-/=?^_`{|}~";

    private static readonly IdnMapping Idn = new() { UseStd3AsciiRules = true };

    /// <summary>True for what can be written to.</summary>
    /// <param name="email">Without white space around it.</param>
    public static bool IsDeliverable(string email)
    {
        ArgumentNullException.ThrowIfNull(email);
        var at = email.LastIndexOf('@');
        return at > 0
            && IsLocalPart(email[..at])
            && AsciiDomain(email[(at + 1)..]) is { } domain
            && IsDomain(domain)
            && at + 1 + domain.Length <= MaxLength;
    }

    /// <summary>True for an address that is nobody's, such as a sandbox's: no mail is ever sent there.</summary>
    public static bool IsNobodys(string email)
    {
        ArgumentNullException.ThrowIfNull(email);
        return email.EndsWith($".{Nowhere}", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Equal for two addresses exactly when they are one: in lower case, the domain as people read it, from either form (RFC 5890).</summary>
    /// <param name="email">Any text; what is no address is only lower-cased.</param>
    public static string KeyOf(string email)
    {
        ArgumentNullException.ThrowIfNull(email);
        var trimmed = email.Trim();
        var at = trimmed.LastIndexOf('@');
        var isPlain = at < 0 || (Ascii.IsValid(trimmed) && !trimmed.Contains("xn--", StringComparison.OrdinalIgnoreCase));
        var key = isPlain ? trimmed : trimmed[..(at + 1)] + Readable(trimmed[(at + 1)..]);
        return key.ToLowerInvariant();
    }

    private static bool IsLocalPart(string local) =>
        local.Length <= MaxLocal
        && local.Split('.').All(atom => atom.Length > 0 && atom.All(c => char.IsAsciiLetterOrDigit(c) || Atoms.Contains(c)));

    private static bool IsDomain(string domain)
    {
        var labels = domain.Split('.');
        // All digits is an address without its brackets.
        return labels.All(IsLabel) && !labels[^1].All(char.IsAsciiDigit);
    }

    private static bool IsLabel(string label) =>
        label.Length is > 0 and <= MaxLabel
        && label.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')
        && !label.StartsWith('-')
        && !label.EndsWith('-');

    private static string Readable(string domain)
    {
        try
        {
            return AsciiDomain(domain) is { } ascii ? Idn.GetUnicode(ascii) : domain;
        }
        catch (ArgumentException)
        {
            return domain;
        }
    }

    private static string? AsciiDomain(string domain)
    {
        if (Ascii.IsValid(domain))
        {
            return domain;
        }
        // The mapping drops what nobody sees and takes other dots for dots: two texts that look like one must not be one.
        if (
            domain.Any(c =>
                char.GetUnicodeCategory(c) is UnicodeCategory.Format or UnicodeCategory.Control || c is '\u3002' or '\uFF0E' or '\uFF61'
            )
        )
        {
            return null;
        }
        try
        {
            return Idn.GetAscii(domain);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
