namespace Rupaya.Host.Secrets;

/// <summary>
/// Settings as lines <c>NAME=value</c>, as Docker and systemd read them: without quotes, and with comments behind <c>#</c>, which stay. Written as a
/// whole under another name first. A new one is for its owner alone; one that is there keeps its owner, its group and what these may do.
/// </summary>
internal sealed class EnvironmentFile
{
    private readonly List<string> _lines;

    private EnvironmentFile(string path, IEnumerable<string> lines) => (Path, _lines) = (path, [.. lines]);

    public string Path { get; }

    public bool IsChanged { get; private set; }

    public string Text => string.Concat(_lines.Select(l => $"{l}\n"));

    public IEnumerable<(string Name, string Value)> Settings =>
        _lines.Select(Split).Where(s => s.Name.Length > 0 && !s.Name.StartsWith('#'));

    /// <summary>One that is not there yet has no settings.</summary>
    public static EnvironmentFile Read(string path) => new(path, File.Exists(path) ? File.ReadAllLines(path) : []);

    public static EnvironmentFile Parse(string path, string text) =>
        new(path, text.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries));

    public bool Has(string name) => Settings.Any(s => IsName(s.Name, name));

    public void Set(string name, string value)
    {
        if (value.Any(char.IsControl))
        {
            throw new InvalidOperationException($"{name} must be one line without control characters.");
        }
        IsChanged = true;
        var at = _lines.FindIndex(l => IsName(Split(l).Name, name));
        if (at < 0)
        {
            _lines.Add($"{name}={value}");
        }
        else
        {
            _lines[at] = $"{Split(_lines[at]).Name}={value}";
        }
    }

    public void Remove(string name) => IsChanged |= _lines.RemoveAll(l => IsName(Split(l).Name, name)) > 0;

    public void Save()
    {
        Write(Path, System.Text.Encoding.UTF8.GetBytes(Text));
        IsChanged = false;
    }

    /// <summary>
    /// Puts a file in its place whole or not at all, where a link to it leads; nobody reads it at any moment who might not read the one before it.
    /// </summary>
    public static void Write(string path, byte[] content)
    {
        var place = new FileInfo(path).LinkTarget is null ? path : File.ResolveLinkTarget(path, returnFinalTarget: true)!.FullName;
        var aside = $"{place}.{Guid.CreateVersion7():N}";
        try
        {
            using (var file = new FileStream(aside, Private(FileMode.CreateNew)))
            {
                file.Write(content);
                file.Flush(flushToDisk: true);
            }
            if (File.Exists(place))
            {
                FileOwner.Keep(place, aside);
            }
            File.Move(aside, place, overwrite: true);
        }
        finally
        {
            File.Delete(aside);
        }
    }

    private static FileStreamOptions Private(FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }
        return options;
    }

    private static (string Name, string Value) Split(string line)
    {
        var at = line.IndexOf('=', StringComparison.Ordinal);
        return at < 0 ? ("", "") : (line[..at].Trim(), line[(at + 1)..]);
    }

    // As the settings themselves are read.
    private static bool IsName(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
