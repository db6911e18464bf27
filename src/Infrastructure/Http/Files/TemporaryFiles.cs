namespace Rupaya.Infrastructure.Http.Files;

/// <summary>
/// Exports are written to a file first: a snapshot held for long keeps PostgreSQL from cleaning up, so few are taken at once and none waits for
/// a slow reader. What is in memory does not grow with what is exported.
/// </summary>
public sealed class TemporaryFiles : IDisposable
{
    private readonly SemaphoreSlim _slots = new(2);

    /// <summary>What was written, from its beginning; the file is gone when it is disposed.</summary>
    public async Task<Stream> WriteAsync(Func<Stream, CancellationToken, Task> write, CancellationToken cancellation)
    {
        await _slots.WaitAsync(cancellation);
        FileStream? file = null;
        try
        {
            file = TemporaryFile.Create();
            await write(file, cancellation);
            file.Position = 0;
            return file;
        }
        catch
        {
            if (file is not null)
            {
                await file.DisposeAsync();
            }
            throw;
        }
        finally
        {
            _slots.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _slots.Dispose();
}
