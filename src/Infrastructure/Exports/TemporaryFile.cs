namespace Rupaya.Infrastructure.Exports;

/// <summary>Files that hold what is too large for memory and are gone when they are closed.</summary>
internal static class TemporaryFile
{
    public static FileStream Create() =>
        new(
            Path.Combine(Path.GetTempPath(), $"rupaya-{Guid.CreateVersion7():N}"),
            new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.ReadWrite,
                Share = FileShare.None,
                Options = FileOptions.Asynchronous | FileOptions.DeleteOnClose,
#pragma warning disable CA1416 // The product runs on Linux.
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
#pragma warning restore CA1416
            }
        );
}
