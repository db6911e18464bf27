using System.Security.Cryptography;
using System.Text;

namespace Rupaya.Infrastructure.Postgres;

/// <summary>What PostgreSQL stores of a password (RFC 5803), so that the password itself never stands in a statement.</summary>
internal static class ScramVerifier
{
    // PostgreSQL's own numbers.
    private const int Iterations = 4096;
    private const int SaltLength = 16;

    /// <summary>The verifier of a password under a fresh salt.</summary>
    /// <exception cref="InvalidOperationException">The password is empty, or has characters that would first have to be prepared (RFC 4013).</exception>
    public static string Of(string? password) => Of(password, RandomNumberGenerator.GetBytes(SaltLength));

    internal static string Of(string? password, byte[] salt)
    {
        if (string.IsNullOrEmpty(password) || password.Any(c => c is < ' ' or > '~'))
        {
            throw new InvalidOperationException("A role's password must be of printable ASCII characters.");
        }
        var salted = Rfc2898DeriveBytes.Pbkdf2(password, salt, Iterations, HashAlgorithmName.SHA256, SHA256.HashSizeInBytes);
        var stored = SHA256.HashData(HMACSHA256.HashData(salted, Encoding.ASCII.GetBytes("Client Key")));
        var server = HMACSHA256.HashData(salted, Encoding.ASCII.GetBytes("Server Key"));
        return $"SCRAM-SHA-256${Iterations}:{Convert.ToBase64String(salt)}${Convert.ToBase64String(stored)}:{Convert.ToBase64String(server)}";
    }
}
