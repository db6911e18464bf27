namespace Rupaya.Infrastructure.Identity;

/// <summary>The product's password rules, checked in this order: length 8–128, blocklist, composition.</summary>
internal static class PasswordPolicy
{
    public const string Breached = "This password has been breached";
    public const string TooLong = "Password is too long: at most 128 characters";
    private const string Weak = "Password is too weak";
    private const int MaxLength = 128;

    /// <summary>Null when acceptable, else the message of the contract.</summary>
    public static string? Problem(string password)
    {
        // Characters are Unicode code points: an emoji is one.
        var length = password.EnumerateRunes().Count();
        if (length is < 8 or > MaxLength)
        {
            return length > MaxLength ? TooLong : Weak;
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
