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
    internal const int IdLength = 4;

    private readonly MasterKey[] _keys;
    private readonly TimeProvider _clock;

    public MasterKeys(IOptions<SecurityOptions> options, TimeProvider? clock = null)
    {
        _clock = clock ?? TimeProvider.System;
        var earlier = PreviousSecret.Split(options.Value.PreviousMasterKeys);
        _keys = [.. earlier.Prepend(options.Value.MasterKey).Select(MasterKey.Load)];
    }

    /// <summary>By which what they sealed is known.</summary>
    internal byte[][] Ids => [.. _keys.Select(k => k.Id)];

    // One that is replaced later seals until then: other processes may not know its successor yet.
    private MasterKey Current
    {
        get
        {
            var now = _clock.GetUtcNow();
            return _keys.Where(k => k.SealsUntil > now).MinBy(k => k.SealsUntil) ?? _keys[0];
        }
    }

    /// <summary>Seals under the current key.</summary>
    internal byte[] Seal(ReadOnlySpan<byte> plain, ReadOnlySpan<byte> belongsTo)
    {
        var current = Current;
        return [Format, .. current.Id, .. Sealing.Seal(current.Bytes, plain, belongsTo)];
    }

    /// <summary>Opens under the key that sealed it.</summary>
    internal byte[] Open(ReadOnlySpan<byte> sealedBytes, ReadOnlySpan<byte> belongsTo)
    {
        if (sealedBytes.Length > IdLength && sealedBytes[0] == Format)
        {
            foreach (var key in _keys)
            {
                if (sealedBytes.Slice(1, IdLength).SequenceEqual(key.Id))
                {
                    return Sealing.Open(key.Bytes, sealedBytes[(1 + IdLength)..], belongsTo);
                }
            }
        }
        throw new CryptographicException("Sealed under a master key that is not set: add it to Security:PreviousMasterKeys.");
    }

    /// <summary>True when it was sealed under an earlier key.</summary>
    internal bool IsOutdated(ReadOnlySpan<byte> sealedBytes) => !sealedBytes.Slice(1, IdLength).SequenceEqual(Current.Id);

    /// <param name="Id">What stands before the bytes that it sealed.</param>
    /// <param name="Bytes">The key.</param>
    /// <param name="SealsUntil">Null where no such moment was set.</param>
    private sealed record MasterKey(byte[] Id, byte[] Bytes, DateTimeOffset? SealsUntil)
    {
        public static MasterKey Load(string setting)
        {
            var previous = PreviousSecret.Parse(setting);
            var key = Convert.FromBase64String(previous?.Secret ?? setting);
            return new MasterKey(SHA256.HashData(key)[..IdLength], key, previous?.ReplacedAt);
        }
    }
}
