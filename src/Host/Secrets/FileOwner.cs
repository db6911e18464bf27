using System.Formats.Tar;
using System.Runtime.InteropServices;

namespace Rupaya.Host.Secrets;

/// <summary>Whose a file is and what they may do: a service reads its secrets under a user of its own, or by its group.</summary>
internal static partial class FileOwner
{
    private const UnixFileMode Others = UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>Gives a file owner, group and mode of the one whose place it takes; what everybody might do, nobody may.</summary>
    /// <exception cref="UnauthorizedAccessException">It belongs to somebody else, and we may not give a file away.</exception>
    public static void Keep(string from, string to)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }
        var owner = Of(from);
        if (owner != Of(to) && ChangeOwner(to, owner.User, owner.Group) != 0)
        {
            throw new UnauthorizedAccessException(
                $"{from} belongs to user {owner.User} and group {owner.Group}, which could not be kept: run this as that user, or as root."
            );
        }
        // After its owner was changed: before, it would be for others.
        File.SetUnixFileMode(to, File.GetUnixFileMode(from) & ~Others);
    }

    // A tar names both, on every system alike; .NET has no other way to ask.
    private static (int User, int Group) Of(string path)
    {
        using var bytes = new MemoryStream();
        using (var tar = new TarWriter(bytes, TarEntryFormat.Pax, leaveOpen: true))
        {
            tar.WriteEntry(path, "file");
        }
        bytes.Position = 0;
        using var reader = new TarReader(bytes);
        var entry = reader.GetNextEntry()!;
        return (entry.Uid, entry.Gid);
    }

    [LibraryImport("libc", EntryPoint = "chown", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int ChangeOwner(string path, int user, int group);
}
