using System.Formats.Cbor;
using System.Security.Cryptography;
using NSec.Cryptography;

namespace Rupaya.Support;

/// <summary>How a software authenticator signs.</summary>
public enum PasskeyAlgorithm
{
    Es256 = -7,
    EdDsa = -8,
    Rs256 = -257,
}

/// <summary>A key pair of a passkey.</summary>
/// <param name="Cose">The public key, as authenticators write it.</param>
/// <param name="Sign">Signs bytes.</param>
internal sealed record PasskeyKey(byte[] Cose, Func<byte[], byte[]> Sign)
{
    private const int Rsa = 2048;

    public static PasskeyKey New(PasskeyAlgorithm algorithm) =>
        algorithm switch
        {
            PasskeyAlgorithm.Es256 => Elliptic(),
            PasskeyAlgorithm.EdDsa => Edwards(),
            _ => OfRsa(),
        };

    private static PasskeyKey Elliptic()
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        var cose = Write(PasskeyAlgorithm.Es256, type: 2, (-1, 1), (-2, point.X!), (-3, point.Y!));
        return new PasskeyKey(cose, data => key.SignData(data, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));
    }

    private static PasskeyKey Edwards()
    {
        var key = Key.Create(SignatureAlgorithm.Ed25519);
        var cose = Write(PasskeyAlgorithm.EdDsa, type: 1, (-1, 6), (-2, key.PublicKey.Export(KeyBlobFormat.RawPublicKey)));
        return new PasskeyKey(cose, data => SignatureAlgorithm.Ed25519.Sign(key, data));
    }

    private static PasskeyKey OfRsa()
    {
        var key = RSA.Create(Rsa);
        var numbers = key.ExportParameters(includePrivateParameters: false);
        var cose = Write(PasskeyAlgorithm.Rs256, type: 3, (-1, numbers.Modulus!), (-2, numbers.Exponent!));
        return new PasskeyKey(cose, data => key.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }

    private static byte[] Write(PasskeyAlgorithm algorithm, int type, params (int Label, object Value)[] values)
    {
        var writer = new CborWriter(CborConformanceMode.Ctap2Canonical);
        writer.WriteStartMap(values.Length + 2);
        (int Label, object Value)[] all = [(1, type), (3, (int)algorithm), .. values];
        foreach (var (label, value) in all)
        {
            writer.WriteInt32(label);
            if (value is int number)
            {
                writer.WriteInt32(number);
            }
            else
            {
                writer.WriteByteString((byte[])value);
            }
        }
        writer.WriteEndMap();
        return writer.Encode();
    }
}
