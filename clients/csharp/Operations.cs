using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace Rupaya.Client;

/// <summary>What the document says of its operations, beside the generated calls.</summary>
internal static partial class Operations
{
    public static string NewKey() => Convert.ToHexString(RandomNumberGenerator.GetBytes(16));

    public static bool TakesKey(Uri uri) => KeyedPaths().IsMatch(uri.AbsolutePath);

    [GeneratedRegex(Keyed, RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex KeyedPaths();
}
