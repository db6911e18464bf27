using System.Text.Json;
using System.Text.RegularExpressions;
using OtpNet;
using Rupaya.Chaos;

namespace Rupaya.Upgrade.Journey;

/// <summary>What a journey knows by name.</summary>
/// <param name="mails">Where the product's mails arrive, as files.</param>
/// <param name="hook">Where its webhooks arrive.</param>
internal sealed partial class Known(string mails, string hook)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Authenticator _authenticator = new();
    private readonly string _run = Guid.CreateVersion7().ToString("N");
    private readonly Dictionary<string, string> _kept = new(StringComparer.Ordinal)
    {
        ["password"] = "SecurePass123!",
        ["other-password"] = "SecurePass456!",
        ["hook"] = hook,
        ["hook-secret"] = HookSink.Secret,
    };

    public void Keep(string name, string value) => _kept[name] = value;

    public string? Find(string name) => _kept.GetValueOrDefault(name);

    /// <summary>A text with everything in braces put in its place.</summary>
    public async Task<string> FillAsync(string text)
    {
        foreach (var place in Place().Matches(text).Select(m => m.Groups["name"].Value).Distinct(StringComparer.Ordinal))
        {
            text = text.Replace($"{{{place}}}", await ValueAsync(place), StringComparison.Ordinal);
        }
        return text;
    }

    /// <summary>A path with its parameters: what was kept under their names, under another, or the value itself.</summary>
    public string FillPath(string path) =>
        Place()
            .Replace(
                path,
                m =>
                    m.Groups["name"].Value.Split(':', 2) is [_, var value]
                        ? _kept.GetValueOrDefault(value, value)
                        : _kept[m.Groups["name"].Value]
            );

    private async Task<string> ValueAsync(string place) =>
        place.Split(':') switch
        {
            ["today"] => Today(),
            ["totp", var secret] => new Totp(Base32Encoding.ToBytes(_kept[secret])).ComputeTotp(),
            ["created", var options] => JsonSerializer.Serialize(_authenticator.Create(JsonElement.Parse(_kept[options]))),
            ["signed", var options] => JsonSerializer.Serialize(_authenticator.Get(JsonElement.Parse(_kept[options]))),
            ["mail", var who, var word] => await TokenAsync(Address(who), word, Token()),
            ["disown", var who] => await TokenAsync(Address(who), "Confirm", DisownLink()),
            [var name] => _kept.GetValueOrDefault(name, Address(name)),
            _ => throw new InvalidOperationException($"Nobody knows what {{{place}}} is."),
        };

    private string Address(string who) => $"{who}-{_run}@rupaya.example";

    private static string Today() =>
        TimeZoneInfo
            .ConvertTime(TimeProvider.System.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById("Asia/Kolkata"))
            .ToString("yyyy-MM-dd");

    private async Task<string> TokenAsync(string to, string word, Regex where)
    {
        for (var begun = TimeProvider.System.GetTimestamp(); TimeProvider.System.GetElapsedTime(begun) < Patience; await Task.Delay(100))
        {
            var latest = Directory
                .GetFiles(mails, "*.eml")
                .OrderByDescending(File.GetLastWriteTimeUtc)
                .Select(File.ReadAllText)
                .FirstOrDefault(m =>
                    m.Contains($"To: {to}", StringComparison.OrdinalIgnoreCase)
                    && Subject().Match(m).Value.Contains(word, StringComparison.Ordinal)
                );
            if (latest is not null)
            {
                // Long lines are cut, and end in = there.
                return where.Match(latest.Replace("=\r\n", "", StringComparison.Ordinal)).Groups["token"].Value;
            }
        }
        throw new TimeoutException($"No mail to {to} about {word}.");
    }

    [GeneratedRegex("\\{(?<name>[a-z][\\w:. -]*)\\}", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Place();

    [GeneratedRegex("^Subject: .*$", RegexOptions.Multiline, 1000)]
    private static partial Regex Subject();

    [GeneratedRegex("Token: (?<token>\\S+)", RegexOptions.None, 1000)]
    private static partial Regex Token();

    [GeneratedRegex("/disown#token=(3D)?(?<token>[A-Za-z0-9_-]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex DisownLink();
}
