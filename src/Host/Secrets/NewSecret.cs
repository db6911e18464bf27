using System.Security.Cryptography;

namespace Rupaya.Host.Secrets;

/// <summary>What a new secret is: 256 random bits.</summary>
internal static class NewSecret
{
    private const int Bytes = 32;

    /// <summary>For a setting that is a key.</summary>
    public static string Key() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>For an address or a connection string: hexadecimal, so that nothing in it has a meaning there.</summary>
    public static string Password() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(Bytes));
}
