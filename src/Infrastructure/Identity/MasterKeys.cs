using System.Security.Cryptography;
using Microsoft.Extensions.Options;

namespace Rupaya.Infrastructure.Identity;

/// <summary>
/// The root of encryption at rest, from the environment. What it seals starts with a format byte and the id of the key, so that earlier
/// keys still open what they sealed after the key was changed.
/// </summary>
internal sealed class MasterKeys
{
    private const byte Format = 1;
    private const int IdLength = 4;

    private readonly (byte[] Id, byte[] Key)[] _keys;

    public MasterKeys(IOptions<SecurityOptions> options) =>
        _keys = [.. new[] { options.Value.MasterKey }.Concat(options.Value.PreviousMasterKeys).Select(Load)];

    /// <summary>Seals under the current key.</summary>
    internal byte[] Seal(ReadOnlySpan<byte> plain, ReadOnlySpan<byte> belongsTo) =>
        [Format, .. _keys[0].Id, .. Sealing.Seal(_keys[0].Key, plain, belongsTo)];

    /// <summary>Opens under the key that sealed it.</summary>
    internal byte[] Open(ReadOnlySpan<byte> sealedBytes, ReadOnlySpan<byte> belongsTo)
    {
        if (sealedBytes.Length > IdLength && sealedBytes[0] == Format)
        {
            foreach (var (id, key) in _keys)
            {
                if (sealedBytes.Slice(1, IdLength).SequenceEqual(id))
                {
                    return Sealing.Open(key, sealedBytes[(1 + IdLength)..], belongsTo);
                }
            }
        }
        throw new CryptographicException("Sealed under a master key that is not set: add it to Security:PreviousMasterKeys.");
    }

    /// <summary>True when it was sealed under an earlier key.</summary>
    internal bool IsOutdated(ReadOnlySpan<byte> sealedBytes) => !sealedBytes.Slice(1, IdLength).SequenceEqual(_keys[0].Id);

    private static (byte[] Id, byte[] Key) Load(string base64)
    {
        var key = Convert.FromBase64String(base64);
        return (SHA256.HashData(key)[..IdLength], key);
    }
}
