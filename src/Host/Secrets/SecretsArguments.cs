using System.Globalization;

namespace Rupaya.Host.Secrets;

/// <summary>What stands behind <c>rupaya secrets</c>.</summary>
internal sealed record SecretsArguments
{
    /// <summary>What to do, and to what.</summary>
    public string[] Words { get; private init; } = [];

    public IReadOnlyList<string> Stores { get; private init; } = [];

    /// <summary>Settings for this command alone.</summary>
    public string[] Settings { get; private init; } = [];

    public bool Connect { get; private init; }

    /// <summary>Nothing of the old secret may count any more.</summary>
    public bool Leaked { get; private init; }

    public bool Force { get; private init; }

    /// <summary>How long the old secret stays the one that is used, so that every process can be told of the new one.</summary>
    public TimeSpan After { get; private init; } = TimeSpan.FromHours(1);

    /// <summary>How long to wait for the last connection of the old login.</summary>
    public TimeSpan Wait { get; private init; }

    /// <summary>Who may open a backup, in place of a passphrase.</summary>
    public string? Age { get; private init; }

    /// <summary>The file with the key that opens what was sealed for <see cref="Age"/>.</summary>
    public string? Identity { get; private init; }

    public static SecretsArguments Parse(string[] arguments)
    {
        var (words, stores, settings) = (new List<string>(), new List<string>(), new List<string>());
        var parsed = new SecretsArguments();
        for (var i = 0; i < arguments.Length; i++)
        {
            string Value() =>
                ++i < arguments.Length ? arguments[i] : throw new InvalidOperationException($"{arguments[i - 1]} needs a value.");
            switch (arguments[i])
            {
                case "--store":
                    stores.Add(Value());
                    break;
                case "--connect":
                    parsed = parsed with { Connect = true };
                    break;
                case "--leaked":
                    parsed = parsed with { Leaked = true };
                    break;
                case "--force":
                    parsed = parsed with { Force = true };
                    break;
                case "--after":
                    parsed = parsed with { After = Seconds("--after", Value()) };
                    break;
                case "--wait":
                    parsed = parsed with { Wait = Seconds("--wait", Value()) };
                    break;
                case "--age":
                    parsed = parsed with { Age = Value() };
                    break;
                case "--identity":
                    parsed = parsed with { Identity = Value() };
                    break;
                case var setting when setting.StartsWith("--", StringComparison.Ordinal):
                    settings.Add(setting);
                    break;
                case var word:
                    words.Add(word);
                    break;
            }
        }
        return parsed with { Words = [.. words], Stores = stores, Settings = [.. settings] };
    }

    private static TimeSpan Seconds(string name, string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds <= 604_800
            ? TimeSpan.FromSeconds(seconds)
            : throw new InvalidOperationException($"{name} needs a number of seconds up to 604800 (a week), not {text}.");
}
