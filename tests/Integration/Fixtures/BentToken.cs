using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Rupaya.Integration.Fixtures;

/// <summary>A token before it is signed: a test may change any of it, and what signs it.</summary>
internal sealed class BentToken
{
    public required JsonObject Header { get; init; }

    public required JsonObject Claims { get; init; }

    /// <summary>From what is signed to the signature.</summary>
    public required Func<byte[], byte[]> Signature { get; set; }

    public string Text()
    {
        var signed = $"{Part(Header.ToJsonString())}.{Part(Claims.ToJsonString())}";
        return $"{signed}.{Base64Url.EncodeToString(Signature(Encoding.ASCII.GetBytes(signed)))}";
    }

    public static Func<byte[], byte[]> By(RSA key) => data => key.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

    public static Func<byte[], byte[]> By(ECDsa key) => data => key.SignData(data, HashAlgorithmName.SHA256);

    private static string Part(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));
}
