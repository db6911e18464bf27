namespace Rupaya.Infrastructure.Http.Files;

/// <summary>Files that hold what is too large for memory. They lose their name as soon as they are open, so that nothing is left of them, whatever happens.</summary>
internal static class TemporaryFile
{
    public static FileStream Create()
    {
        var path = Path.Combine(Path.GetTempPath(), $"rupaya-{Guid.CreateVersion7():N}");
        var file = new FileStream(
            path,
            new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.ReadWrite,
                Share = FileShare.None,
                Options = FileOptions.Asynchronous,
#pragma warning disable CA1416 // The product runs on Linux.
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
#pragma warning restore CA1416
            }
        );
        File.Delete(path);
        return file;
    }
}
