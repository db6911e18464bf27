using System.Security.Cryptography;

namespace Rupaya.Infrastructure.Identity.Passkeys;

/// <summary>A public key of nobody, which signatures of unknown credentials are verified with.</summary>
internal static class DecoyKey
{
    /// <summary>A new ES256 key as COSE: {1: 2, 3: -7, -1: 1, -2: x, -3: y}.</summary>
    public static byte[] New()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        return [0xA5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20, .. point.X!, 0x22, 0x58, 0x20, .. point.Y!];
    }
}
