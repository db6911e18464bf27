using System.Collections.Concurrent;
using System.Text;

namespace Rupaya.Support;

/// <summary>Reads the command line of every process again and again, as anybody on the machine could.</summary>
public sealed class ProcessList : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly ConcurrentDictionary<string, bool> _lines = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _reading;

    private ProcessList() => _reading = Task.Run(ReadAsync);

    public static ProcessList Watch() => new();

    /// <summary>How many different command lines were seen.</summary>
    public int Count => _lines.Count;

    /// <summary>Those that hold one of the values.</summary>
    public IEnumerable<string> With(IEnumerable<string> values) =>
        _lines.Keys.Where(l => values.Any(v => l.Contains(v, StringComparison.Ordinal)));

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _reading;
        _stopping.Dispose();
    }

    private async Task ReadAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            foreach (var process in Directory.EnumerateDirectories("/proc").Where(p => char.IsAsciiDigit(p[^1])))
            {
                Note(Path.Combine(process, "cmdline"));
            }
            await Task.Delay(Pause, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void Note(string file)
    {
        try
        {
            _lines.TryAdd(Encoding.UTF8.GetString(File.ReadAllBytes(file)).Replace('\0', ' '), true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It ended meanwhile.
        }
    }
}
