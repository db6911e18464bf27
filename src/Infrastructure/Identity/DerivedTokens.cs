using System.Buffers.Binary;
using System.Buffers.Text;
using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace Rupaya.Infrastructure.Identity;

/// <summary>What a derived token is good for; each purpose has a key of its own.</summary>
public enum TokenPurpose
{
    /// <summary>Gets a session its next tokens; used once.</summary>
    Refresh,

    /// <summary>In a mail: proves an address.</summary>
    Verification,

    /// <summary>In a mail: sets a new password.</summary>
    Reset,

    /// <summary>In a mail: joins a book.</summary>
    Invitation,

    /// <summary>The first factor was right; the second one is awaited.</summary>
    Challenge,

    /// <summary>In a mail to a new address: makes it the account's.</summary>
    EmailChange,

    /// <summary>In a mail to the old address: makes it the account's again.</summary>
    EmailRevert,

    /// <summary>In a mail that asks for proof of an address: says that it is nobody's who signed up.</summary>
    Disown,

    /// <summary>Comes back from a provider with its answer.</summary>
    ProviderState,

    /// <summary>Gets an app what came of a sign-in with a provider; used once.</summary>
    ProviderTicket,

    /// <summary>In an app that asks a provider by itself: stands for the nonce that its token must have.</summary>
    NativeFlow,

    /// <summary>Links an identity to the one account that it was made for.</summary>
    LinkOffer,

    /// <summary>A challenge for an authenticator; used once.</summary>
    Ceremony,
}

/// <summary>
/// Tokens that are derived, not stored: id, generation and HMAC-SHA256 of both under the key of their purpose. A dump of the database holds
/// nothing that can be presented, and a worker can recompute what a mail needs.
/// </summary>
public sealed class DerivedTokens
{
    private const int IdLength = 16;
    private const int PayloadLength = IdLength + sizeof(int);

    private readonly SecretKeys _newest;
    private readonly (SecretKeys Keys, DateTimeOffset ReplacedAt)[] _previous;
    private readonly TimeSpan _lifetime;
    private readonly TimeProvider _clock;

    /// <summary>Derives a key for each purpose from <c>Security:TokenSecret</c>, and from its predecessors while their grace lasts.</summary>
    public DerivedTokens(IOptions<SecurityOptions> options, TimeProvider clock)
    {
        (_clock, _lifetime) = (clock, TimeSpan.FromDays(options.Value.SessionDays));
        _newest = new SecretKeys(options.Value.TokenSecret);
        _previous =
        [
            .. PreviousSecret
                .Split(options.Value.PreviousTokenSecrets)
                .Select(PreviousSecret.Parse)
                .OfType<PreviousSecret>()
                .Select(p => (new SecretKeys(p.Secret), p.ReplacedAt))
                .OrderBy(p => p.ReplacedAt),
        ];
    }

    // One that is replaced later issues until then: other processes may not know its successor yet.
    private SecretKeys Current
    {
        get
        {
            var now = _clock.GetUtcNow();
            return Array.Find(_previous, p => p.ReplacedAt > now).Keys ?? _newest;
        }
    }

    /// <summary>The token of an id: the same however often it is asked for.</summary>
    /// <param name="purpose">What it is good for.</param>
    /// <param name="id">The row that it stands for.</param>
    /// <param name="generation">Raised where an earlier token of the same row must not count any more.</param>
    public string Issue(TokenPurpose purpose, Guid id, int generation = 0)
    {
        Span<byte> token = stackalloc byte[PayloadLength + HMACSHA256.HashSizeInBytes];
        id.TryWriteBytes(token);
        BinaryPrimitives.WriteInt32BigEndian(token[IdLength..], generation);
        HMACSHA256.HashData(Current.Of(purpose), token[..PayloadLength], token[PayloadLength..]);
        return Base64Url.EncodeToString(token);
    }

    /// <summary>What the token says, or null when it is not one of ours for this purpose.</summary>
    public (Guid Id, int Generation)? Verify(TokenPurpose purpose, string? token)
    {
        var bytes = new byte[PayloadLength + HMACSHA256.HashSizeInBytes];
        if (
            token is null
            || token.Length > 100
            || !Base64Url.IsValid(token)
            || !Base64Url.TryDecodeFromChars(token, bytes, out var length)
            || length != bytes.Length
        )
        {
            return null;
        }
        var earliest = _clock.GetUtcNow() - _lifetime;
        return IsOf(_newest, purpose, bytes) || Array.Exists(_previous, p => p.ReplacedAt > earliest && IsOf(p.Keys, purpose, bytes))
            ? (new Guid(bytes.AsSpan(0, IdLength)), BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(IdLength)))
            : null;
    }

    /// <summary>A key under which something can be found again without being kept: an e-mail, an address, a backup code.</summary>
    internal byte[] Lookup(string kind, string value) => Current.Lookup(kind, value);

    /// <summary>Those of all secrets: what was put away under any of them is found.</summary>
    internal byte[][] Lookups(string kind, string value) =>
        [_newest.Lookup(kind, value), .. _previous.Select(p => p.Keys.Lookup(kind, value))];

    private static bool IsOf(SecretKeys keys, TokenPurpose purpose, byte[] token)
    {
        Span<byte> expected = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(keys.Of(purpose), token.AsSpan(0, PayloadLength), expected);
        return CryptographicOperations.FixedTimeEquals(expected, token.AsSpan(PayloadLength));
    }

    /// <summary>What is derived from one secret.</summary>
    private sealed class SecretKeys
    {
        private readonly FrozenDictionary<TokenPurpose, byte[]> _keys;
        private readonly byte[] _lookup;

        public SecretKeys(string base64)
        {
            var secret = Convert.FromBase64String(base64);
            _keys = Enum.GetValues<TokenPurpose>()
                .ToFrozenDictionary(p => p, p => Derive(secret, $"rupaya {p.ToString().ToLowerInvariant()} token v1"));
            _lookup = Derive(secret, "rupaya look-up v1");
        }

        public byte[] Of(TokenPurpose purpose) => _keys[purpose];

        internal byte[] Lookup(string kind, string value) => HMACSHA256.HashData(_lookup, Encoding.UTF8.GetBytes($"{kind}\n{value}"));

        private static byte[] Derive(byte[] secret, string info) =>
            HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, 32, info: Encoding.ASCII.GetBytes(info));
    }
}
