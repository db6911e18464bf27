using Rupaya.Host.Secrets;
using Rupaya.Upgrade.Releases;

namespace Rupaya.Upgrade.Rehearsal;

/// <summary>A store of secrets for a trial, and every secret that was ever in it.</summary>
internal sealed class TrialStore
{
    private readonly string _path;
    private readonly Dictionary<string, string?> _rest;
    private readonly HashSet<string> _ever = new(StringComparer.Ordinal);

    private TrialStore(string path, Dictionary<string, string?> rest) => (_path, _rest) = (path, rest);

    public IReadOnlyCollection<string> Ever => _ever;

    public static async Task<TrialStore> CreateAsync(string path, TrialDatabase database, TrialLogins logins, string mails)
    {
        var settings = await TrialSettings.OfAsync(database, rabbitMq: false, mails);
        (settings["Messaging:Transport"], settings["Cache:Provider"]) = ("RabbitMq", "Redis");
        (settings["Security:KeyActivationSeconds"], settings["Security:KeyRefreshSeconds"]) = ("4", "1");
        settings["ConnectionStrings:Postgres"] = await logins.PostgresAsync(database.App);
        settings["ConnectionStrings:Redis"] = await logins.RedisAsync();
        (settings["ConnectionStrings:RabbitMq"], settings["ConnectionStrings:RabbitMqManagement"]) = await logins.RabbitMqAsync();
        var kept = settings.Where(s => IsKept(s.Key)).ToList();
        EnvironmentFile.Write(
            path,
            System.Text.Encoding.UTF8.GetBytes(
                string.Concat(kept.Select(s => $"{s.Key.Replace(":", "__", StringComparison.Ordinal)}={s.Value}\n"))
            )
        );
        kept.ForEach(s => settings.Remove(s.Key));
        settings["ConnectionStrings:PostgresAdmin"] = Servers.PostgresAdmin;
        return new TrialStore(path, settings);
    }

    /// <summary>All settings as they are now.</summary>
    public Dictionary<string, string?> Settings()
    {
        var settings = new Dictionary<string, string?>(_rest, StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in EnvironmentFile.Read(_path).Settings)
        {
            settings[name.Replace("__", ":", StringComparison.Ordinal)] = value;
            Remember(name, value);
        }
        return settings;
    }

    /// <summary>Runs a command of the executable on the store.</summary>
    public async Task RunAsync(params string[] command)
    {
        string[] all = command[0] == "secrets" ? [.. command, "--store", _path] : command;
        var (code, output) = await BuiltRelease.This.RunAsync(Settings(), all);
        Settings();
        if (code != 0 || _ever.Any(s => output.Contains(s, StringComparison.Ordinal)))
        {
            throw new InvalidOperationException($"{string.Join(' ', command)} ended with {code}: {output}");
        }
    }

    /// <summary>Files of a folder that hold one of the secrets.</summary>
    public IEnumerable<string> FilesWith(string folder) =>
        Directory
            .EnumerateFiles(folder, "*.log", SearchOption.AllDirectories)
            .Where(f => File.ReadAllText(f) is var text && _ever.Any(s => text.Contains(s, StringComparison.Ordinal)));

    private static bool IsKept(string name) =>
        name
            is "Security:MasterKey"
                or "Security:TokenSecret"
                or "ConnectionStrings:Postgres"
                or "ConnectionStrings:Redis"
                or "ConnectionStrings:RabbitMq"
                or "ConnectionStrings:RabbitMqManagement";

    private void Remember(string name, string value) =>
        _ever.UnionWith(
            name.StartsWith("ConnectionStrings__", StringComparison.Ordinal) ? Redaction.PasswordsIn(value)
            : name.StartsWith("Security__", StringComparison.Ordinal) ? value.Split(',', '@').Where(v => v.Length > 30)
            : []
        );
}
