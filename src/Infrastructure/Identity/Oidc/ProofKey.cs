using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Rupaya.Infrastructure.Identity.Oidc;

/// <summary>What binds a code to who asked for it (PKCE, RFC 7636).</summary>
internal static class ProofKey
{
    /// <summary>The only method that is used.</summary>
    public const string Method = "S256";

    /// <summary>What goes with the request; the verifier goes with the code.</summary>
    public static string ChallengeOf(string verifier) => Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));
}
