using System.Collections.Frozen;

namespace Rupaya.Infrastructure.Security;

/// <summary>The product's password rules, checked in this order: length 8–128, blocklist, composition.</summary>
internal static class PasswordPolicy
{
    private const string Weak = "Password is too weak";
    private const string Breached = "This password has been breached";

    private static readonly FrozenSet<string> Blocklist = (
        "password password1 password12 password123 password1234 password! password1! password123! p@ssw0rd p@ssword passw0rd passw0rd! "
        + "p@ssw0rd1 p@ssw0rd123 12345678 123456789 1234567890 12345678910 123123123 987654321 87654321 11111111 00000000 88888888 "
        + "66666666 12341234 11223344 123456789a a123456789 1q2w3e4r 1q2w3e4r5t 1qaz2wsx 1qaz@wsx zaq12wsx q1w2e3r4 qwertyui qwertyuiop "
        + "qwerty12 qwerty123 qwerty123! qwerty1234 qwerty12345 asdfghjk asdfghjkl asdf1234 zxcvbnm1 abcd1234 abcd1234! abc12345 abcdefgh "
        + "iloveyou iloveyou1 iloveyou2 sunshine sunshine1 princess princess1 football football1 baseball baseball1 superman superman1 "
        + "batman123 trustno1 starwars starwars1 whatever whatever1 michelle jennifer jonathan charlie1 computer computer1 internet "
        + "letmein1 letmein123 welcome1 welcome1! welcome12 welcome123 welcome123! welcome@123 admin123 admin123! admin1234 admin@123 "
        + "administrator root1234 changeme changeme1 changeme123 default1 secret123 secret123! test1234 test1234! testtest master123 "
        + "monkey123 dragon123 shadow123 hello123 hello1234 freedom1 mustang1 corvette liverpool liverpool1 chelsea1 arsenal1 pakistan "
        + "india123 india@123 krishna1 samsung1 samsung123 google123 facebook facebook1 linkedin minecraft pokemon1 naruto123 "
        + "summer2023! summer2024! summer2025! summer2026! winter2023! winter2024! winter2025! winter2026! spring2026! autumn2026! "
        + "rupaya123 rupaya123! rupaya@123 rupaya2026 rupaya2026!"
    )
        .Split(' ')
        .ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Null when acceptable, else the message of the contract.</summary>
    public static string? Problem(string password)
    {
        if (password.EnumerateRunes().Count() is < 8 or > 128)
        {
            return Weak;
        }
        if (Blocklist.Contains(password))
        {
            return Breached;
        }
        var composed =
            password.Any(char.IsUpper)
            && password.Any(char.IsLower)
            && password.Any(char.IsDigit)
            && password.Any(c => !char.IsLetterOrDigit(c) && !char.IsWhiteSpace(c));
        return composed ? null : Weak;
    }
}
