using System.Formats.Tar;

namespace Rupaya.Host.Secrets;

/// <summary>The files of a store as one tar, and back: what is there with another value stays, unless somebody insists.</summary>
internal static class StoreArchive
{
    public static byte[] Pack(SecretStore store)
    {
        using var bytes = new MemoryStream();
        using (var tar = new TarWriter(bytes, TarEntryFormat.Pax, leaveOpen: true))
        {
            foreach (var file in store.Files)
            {
                var entry = new PaxTarEntry(TarEntryType.RegularFile, Path.GetFileName(file.Path))
                {
                    Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
                    DataStream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(file.Text)),
                };
                tar.WriteEntry(entry);
            }
        }
        return bytes.ToArray();
    }

    /// <returns>How many settings are new, and how many were there already.</returns>
    public static (int Restored, int Same) Unpack(byte[] archive, SecretStore store, bool force)
    {
        var members = Read(archive);
        var restored = members
            .Select(m => (File: FileFor(m.Name, members.Count, store), EnvironmentFile.Parse(m.Name, m.Text).Settings))
            .ToList();
        var all = restored.SelectMany(r => r.Settings.Select(s => (r.File, s.Name, s.Value, Now: Find(r.File, s.Name)))).ToList();
        var different = all.Where(s => s.Now is not null && s.Now != s.Value).Select(s => s.Name).ToList();
        if (different.Count > 0 && !force)
        {
            throw new InvalidOperationException(
                $"The store has other values of {string.Join(", ", different)}: nothing was changed. To take those of the backup: --force."
            );
        }
        foreach (var (file, name, value, now) in all.Where(s => s.Now != s.Value))
        {
            file.Set(name, value);
        }
        store.Save();
        return (all.Count(s => s.Now != s.Value), all.Count(s => s.Now == s.Value));
    }

    private static List<(string Name, string Text)> Read(byte[] archive)
    {
        var members = new List<(string, string)>();
        try
        {
            using var tar = new TarReader(new MemoryStream(archive));
            while (tar.GetNextEntry() is { } entry)
            {
                using var text = new StreamReader(entry.DataStream ?? Stream.Null);
                members.Add((entry.Name, text.ReadToEnd()));
            }
        }
        catch (Exception e) when (e is InvalidDataException or FormatException or EndOfStreamException)
        {
            throw new InvalidOperationException("What was opened is no backup of secrets.", e);
        }
        return members;
    }

    // By its name; a single one goes into a single store, whatever the two are called.
    private static EnvironmentFile FileFor(string member, int members, SecretStore store) =>
        store.Files.FirstOrDefault(f => Path.GetFileName(f.Path) == member)
        ?? (store.Files.Count == 1 && members == 1 ? store.Files[0] : null)
        ?? throw new InvalidOperationException($"The backup has {member}, and no --store is called so: nothing was changed.");

    private static string? Find(EnvironmentFile file, string name) =>
        file.Settings.Where(s => string.Equals(s.Name, name, StringComparison.OrdinalIgnoreCase)).Select(s => s.Value).FirstOrDefault();
}
