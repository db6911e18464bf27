using System.Diagnostics;
using System.Security.Cryptography;
using Rupaya.Host.Secrets;
using Rupaya.Integration.Fixtures;
using Rupaya.Upgrade.Rehearsal;

namespace Rupaya.Integration.Security;

/// <summary>An installation with a store of secrets, commands that are run on it, and everything that could show one of them.</summary>
internal sealed class SecretsTrial : IAsyncDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("rupaya-secrets-");
    private readonly ProcessList _list = ProcessList.Watch();
    private readonly HashSet<string> _ever = new(StringComparer.Ordinal);

    private SecretsTrial(TestDatabase database) => Database = database;

    public TestDatabase Database { get; }

    public TrialLogins Logins { get; } = new();

    public string StorePath => PathOf("app.env");

    /// <summary>Settings beside the store.</summary>
    public Dictionary<string, string?> Rest { get; } = [];

    /// <summary>All settings as they are now.</summary>
    public Dictionary<string, string?> Settings
    {
        get
        {
            var settings = new Dictionary<string, string?>(Rest, StringComparer.OrdinalIgnoreCase);
            foreach (var (name, value) in EnvironmentFile.Read(StorePath).Settings)
            {
                settings[name.Replace("__", ":", StringComparison.Ordinal)] = value;
            }
            return settings;
        }
    }

    public static async Task<SecretsTrial> CreateAsync()
    {
        var trial = new SecretsTrial(await TestDatabase.CreateAsync());
        trial.Rest["ConnectionStrings:PostgresAdmin"] = Servers.PostgresAdmin;
        trial.Rest["RateLimits:Enabled"] = "false";
        trial.Put("ConnectionStrings__Postgres", trial.Database.App);
        trial.Put("Security__MasterKey", Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
        trial.Put("Security__TokenSecret", Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
        return trial;
    }

    public string PathOf(string name) => Path.Combine(_directory.FullName, name);

    public string Get(string name) => EnvironmentFile.Read(StorePath).Settings.Single(s => s.Name == name).Value;

    public void Put(string name, string value)
    {
        var file = EnvironmentFile.Read(StorePath);
        file.Set(name, value);
        file.Save();
        Remember();
    }

    /// <summary>Runs a command that goes well; what it says.</summary>
    public async Task<string> RunAsync(params string[] command)
    {
        var (code, output) = await TryAsync(input: null, command);
        code.ShouldBe(0, output);
        return output;
    }

    /// <summary>Runs <c>secrets</c> with the store; none of the secrets is in what it says.</summary>
    public async Task<(int Code, string Output)> TryAsync(string? input, params string[] command)
    {
        Remember();
        var start = new ProcessStartInfo("dotnet", [Executable.File, "secrets", .. command, "--store", StorePath])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = _directory.FullName,
        };
        Executable.Set(start, Rest);
        using var process = Process.Start(start)!;
        await process.StandardInput.WriteLineAsync(input ?? "");
        process.StandardInput.Close();
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        Remember();
        var told = await output + await errors;
        _ever.Where(s => told.Contains(s, StringComparison.Ordinal)).ShouldBeEmpty();
        return (process.ExitCode, told);
    }

    /// <summary>Neither the list of processes nor a log shows a secret that was ever in the store.</summary>
    public void ShouldHaveKeptItsSecrets(params IEnumerable<string> logs)
    {
        _ever.Count.ShouldBeGreaterThan(2);
        _list.With(_ever).ShouldBeEmpty();
        logs.Where(l => _ever.Any(s => l.Contains(s, StringComparison.Ordinal))).ShouldBeEmpty();
    }

    public async ValueTask DisposeAsync()
    {
        await _list.DisposeAsync();
        await Logins.DisposeAsync();
        await Database.DisposeAsync();
        _directory.Delete(recursive: true);
    }

    private void Remember() =>
        _ever.UnionWith(
            EnvironmentFile
                .Read(StorePath)
                .Settings.SelectMany(s =>
                    s.Name.StartsWith("ConnectionStrings__", StringComparison.Ordinal)
                        ? Redaction.PasswordsIn(s.Value).Where(v => v.Length > 8)
                    : s.Name == "PGUSER" || s.Name.StartsWith("Retiring__", StringComparison.Ordinal) ? []
                    : s.Value.Split(',', '@').Where(v => v.Length > 30)
                )
        );
}
