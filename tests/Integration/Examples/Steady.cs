using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Rupaya.Integration.Examples;

/// <summary>Replaces what differs from run to run, and what is a secret, by what is always the same; and shortens long lists.</summary>
internal sealed partial class Steady
{
    private const int Longest = 3;

    // What authenticators and browsers say to each other, in base64url.
    private const string Bytes = "Ynl0ZXMtb2YtdGhpcy1leGFtcGxl";

    // What stands for the value of a member, wherever it is.
    private static readonly Dictionary<string, string> Fakes = new(StringComparer.Ordinal)
    {
        ["accessToken"] = "the.access.token",
        ["refreshToken"] = "the-refresh-token",
        ["authorizationUrl"] = "https://accounts.example/authorize?response_type=code&client_id=rupaya&state=the-state&nonce=the-nonce",
        ["challenge"] = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
        ["nonce"] = "the-nonce-of-this-sign-in",
        ["idToken"] = "the.id.token",
        ["ticket"] = "the-ticket-behind-the-hash",
        ["linkToken"] = "the-link-token",
        ["mfaToken"] = "the-token-of-this-sign-in",
        ["ceremonyToken"] = "the-token-of-this-ceremony",
        ["clientDataJSON"] = Bytes,
        ["attestationObject"] = Bytes,
        ["authenticatorData"] = Bytes,
        ["signature"] = Bytes,
        ["userHandle"] = Bytes,
        ["password"] = "your Passw0rd!",
        ["currentPassword"] = "your Passw0rd!",
        ["newPassword"] = "an0ther Passw0rd!",
        ["secret"] = "the-secret-of-this-example",
        ["otpauthUri"] = "otpauth://totp/rupaya:asha@rupaya.example?secret=the-secret-of-this-example&issuer=rupaya",
        ["qrCode"] = "data:image/png;base64,iVBORw0KGgo=",
        ["backupCodes"] = "aaaa-bbbb-cccc",
        ["hash"] = new('0', 64),
        ["ip"] = "203.0.113.7",
        ["commit"] = "0123456789abcdef0123456789abcdef01234567",
        ["webhook-timestamp"] = "1794816000",
        // Of the build; those of rows are numbers.
        ["version"] = "1.0.0",
    };

    private readonly Dictionary<Guid, Guid> _ids = [];
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);
    private readonly List<(string From, string To)> _words = [];

    /// <summary>Part of the ids from now on, so that those of one chapter do not depend on another.</summary>
    public string Scope { get; set; } = "";

    /// <summary>Replaces a word wherever it stands.</summary>
    public void Replace(string from, string to) => _words.Add((from, to));

    /// <summary>The same for every run. What is given must be everything that was heard, in order: an id is named by when it was first seen.</summary>
    public JsonNode? Of(JsonNode? node, string member = "") =>
        node switch
        {
            JsonObject members => new JsonObject(members.Select(m => KeyValuePair.Create(m.Key, Of(m.Value, m.Key)))),
            JsonArray items => new JsonArray([.. items.Select(i => Of(i, member))]),
            JsonValue value when value.TryGetValue<string>(out var text) => Text(text, member),
            JsonValue value when member == "durationMs" => 84,
            _ => node?.DeepClone(),
        };

    /// <summary>With no list longer than tells what its items are.</summary>
    public static JsonNode? Short(JsonNode? node) =>
        node switch
        {
            JsonObject members => new JsonObject(members.Select(m => KeyValuePair.Create(m.Key, Short(m.Value)))),
            JsonArray items => new JsonArray([.. items.Take(Longest).Select(Short)]),
            _ => node?.DeepClone(),
        };

    private string Text(string text, string member)
    {
        if (Fakes.TryGetValue(member, out var fake))
        {
            return fake;
        }
        if (text.StartsWith("rupaya_pat_", StringComparison.Ordinal))
        {
            return "rupaya_pat_and-46-characters-of-this-example";
        }
        if (member == "token")
        {
            return text.All(char.IsAsciiDigit) ? "123456" : "the-token-from-the-mail";
        }
        // Of money it is a word.
        if (member == "flow" && text.Length > 40)
        {
            return "the-flow-of-this-sign-in";
        }
        if (member is "id" or "rawId" && Credential().IsMatch(text))
        {
            return Bytes;
        }
        if (Instant().IsMatch(text))
        {
            return Whole(text);
        }
        var steady = _words.Aggregate(text, (t, word) => t.Replace(word.From, word.To, StringComparison.Ordinal));
        return Id().Replace(steady, id => IdOf(Guid.Parse(id.ValueSpan), member).ToString());
    }

    /// <summary>The step at which something ended: only how long it took differs.</summary>
    private static string Whole(string text)
    {
        var at = DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
        var step = CallListener.Step.Ticks;
        var whole = new DateTimeOffset((at.UtcTicks + step - 1) / step * step, TimeSpan.Zero);
        return whole.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);
    }

    private Guid IdOf(Guid id, string member)
    {
        if (id == Guid.Empty)
        {
            return id;
        }
        if (_ids.TryGetValue(id, out var known))
        {
            return known;
        }
        var n = _counts[member] = _counts.GetValueOrDefault(member) + 1;
        return _ids[id] = Made($"{Scope} {member} {n}");
    }

    /// <summary>A version 7 like the others, of the story's first moment.</summary>
    private static Guid Made(string name)
    {
        var made = Guid.CreateVersion7(ExampleHost.Start).ToByteArray(bigEndian: true);
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(name));
        for (var i = 6; i < made.Length; i++)
        {
            // Version and variant stay.
            var kept =
                i is 6 ? 0xF0
                : i is 8 ? 0xC0
                : 0;
            made[i] = (byte)((made[i] & kept) | (hash[i] & ~kept));
        }
        return new Guid(made, bigEndian: true);
    }

    [GeneratedRegex("^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Instant();

    /// <summary>Thirty-two bytes: of a passkey, or of whom an authenticator keeps it for.</summary>
    [GeneratedRegex("^[A-Za-z0-9_-]{43}$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Credential();

    [GeneratedRegex("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Id();
}
