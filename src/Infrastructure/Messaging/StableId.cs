using System.Security.Cryptography;
using System.Text;

namespace Rupaya.Infrastructure.Messaging;

/// <summary>An id made of what something is about: whoever makes it, however often, makes the same (RFC 9562, version 8).</summary>
public static class StableId
{
    /// <summary>The id of a name; numbers and dates in it are written invariantly.</summary>
    public static Guid Of(FormattableString name)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes(FormattableString.Invariant(name))).AsSpan(0, 16);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}
