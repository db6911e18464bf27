using System.Collections.Concurrent;
using System.Globalization;

namespace Rupaya.Chaos;

/// <summary>What was meant and what came of it, each on a line of its own before anything else happens; nothing is ever changed.</summary>
internal sealed class History(string file) : IDisposable
{
    private readonly StreamWriter _lines = new(file, append: true) { AutoFlush = true };
    private readonly Lock _gate = new();
    private int _acknowledged;
    private int _ambiguous;
    private int _replayed;

    /// <summary>Writes that were acknowledged.</summary>
    public int Acknowledged => _acknowledged;

    /// <summary>Attempts whose outcome the client did not learn.</summary>
    public int Ambiguous => _ambiguous;

    /// <summary>Acknowledgements that an earlier attempt had earned.</summary>
    public int Replayed => _replayed;

    /// <summary>Answers that are of no kind that has been decided.</summary>
    public ConcurrentQueue<string> Unclassified { get; } = new();

    public void Intent(string key, string what) => Write($"intent {key} {what}");

    public void Ok(string key, bool replayed)
    {
        Write($"ok {key}{(replayed ? " replayed" : "")}");
        Interlocked.Increment(ref _acknowledged);
        Interlocked.Add(ref _replayed, replayed ? 1 : 0);
    }

    public void Refused(string key, string why) => Write($"definite-fail {key} {why}");

    public void Unknown(string key, string why)
    {
        Write($"ambiguous {key} {why}");
        Interlocked.Increment(ref _ambiguous);
    }

    public void Odd(string key, string what)
    {
        Write($"unclassified {key} {what}");
        Unclassified.Enqueue(what);
    }

    public void Note(string what) => Write($"# {what}");

    public void Dispose() => _lines.Dispose();

    private void Write(string line)
    {
        lock (_gate)
        {
            _lines.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{TimeProvider.System.GetUtcNow():O} {line}"));
        }
    }
}
