namespace Rupaya.Host.Secrets;

/// <summary>
/// Where an installation keeps its secrets: environment files, or standard input, whose successor goes to standard output (<c>--store -</c>). A name
/// is changed where it stands; a new one goes into the first file. One command at a time.
/// </summary>
internal sealed class SecretStore : IDisposable
{
    private const string Through = "-";

    private readonly List<EnvironmentFile> _files;
    private readonly List<FileStream> _locks;

    private SecretStore(List<EnvironmentFile> files, List<FileStream> locks) => (_files, _locks) = (files, locks);

    public static SecretStore Open(IReadOnlyList<string> paths)
    {
        if (paths is [Through])
        {
            return new SecretStore([EnvironmentFile.Parse(Through, Console.In.ReadToEnd())], []);
        }
        if (paths.Contains(Through, StringComparer.Ordinal))
        {
            throw new InvalidOperationException("--store - takes everything from standard input and goes with no other store.");
        }
        var locks = new List<FileStream>();
        try
        {
            locks.AddRange(paths.Select(Lock));
            return new SecretStore([.. paths.Select(EnvironmentFile.Read)], locks);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            locks.ForEach(l => l.Dispose());
            throw new InvalidOperationException($"The store cannot be opened, or another command is changing it: {e.Message}", e);
        }
    }

    /// <summary>True when standard output is for the store alone.</summary>
    public bool IsThrough => _files is [{ Path: Through }];

    public IReadOnlyList<EnvironmentFile> Files => _files;

    /// <summary>For the configuration: sections behind colons.</summary>
    public Dictionary<string, string?> Settings =>
        _files
            .SelectMany(f => f.Settings)
            .DistinctBy(s => s.Name, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(
                s => s.Name.Replace("__", ":", StringComparison.Ordinal),
                s => (string?)s.Value,
                StringComparer.OrdinalIgnoreCase
            );

    /// <summary>Null for what is not there and for what is empty.</summary>
    public string? Find(string name) =>
        _files.SelectMany(f => f.Settings).FirstOrDefault(s => string.Equals(s.Name, name, StringComparison.OrdinalIgnoreCase)).Value
            is { Length: > 0 } value
            ? value
            : null;

    public string Get(string name) => Find(name) ?? throw new InvalidOperationException($"The store has no {name}.");

    public void Set(string name, string value)
    {
        if (_files.Count == 0)
        {
            throw new InvalidOperationException("--store FILE is needed: where the new secret is to be kept.");
        }
        (_files.Find(f => f.Has(name)) ?? _files[0]).Set(name, value);
    }

    public void Remove(string name) => _files.ForEach(f => f.Remove(name));

    public void Save()
    {
        if (IsThrough)
        {
            Console.Out.Write(_files[0].Text);
            return;
        }
        foreach (var file in _files.Where(f => f.IsChanged))
        {
            file.Save();
        }
    }

    public void Dispose() => _locks.ForEach(l => l.Dispose());

    private static FileStream Lock(string path) =>
        new($"{path}.lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
}
