namespace Rupaya.Infrastructure.Security;

/// <summary>The product's password rules, checked in this order: length 8–128, blocklist, composition.</summary>
internal static class PasswordPolicy
{
    public const string Breached = "This password has been breached";
    private const string Weak = "Password is too weak";

    /// <summary>Null when acceptable, else the message of the contract.</summary>
    public static string? Problem(string password)
    {
        // Characters are Unicode code points: an emoji is one.
        if (password.EnumerateRunes().Count() is < 8 or > 128)
        {
            return Weak;
        }
        if (CommonPasswords.Contains(password))
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
