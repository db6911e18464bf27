using System.Security.Cryptography;

namespace Rupaya.Host.Commands;

/// <summary>Prints fresh secrets as settings, for an environment file that only the service can read.</summary>
internal static class KeysCommand
{
    public static int New()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Console.WriteLine($"Security__SigningKey={Convert.ToBase64String(key.ExportPkcs8PrivateKey())}");
        Console.WriteLine($"Security__TokenSecret={Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))}");
        return 0;
    }
}
