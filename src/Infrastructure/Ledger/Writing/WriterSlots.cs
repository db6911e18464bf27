namespace Rupaya.Infrastructure.Ledger.Writing;

/// <summary>
/// How many writers of one book may wait at once in this process. Each waiting writer holds a connection; without a bound, one busy book
/// would take the pool from all others. Books share a slot set by hash, which is rare enough not to matter.
/// </summary>
internal sealed class WriterSlots : IDisposable
{
    private const int Sets = 1024;
    private const int PerBook = 10;

    private readonly SemaphoreSlim[] _sets = [.. Enumerable.Range(0, Sets).Select(_ => new SemaphoreSlim(PerBook))];

    /// <summary>A slot to dispose, or null when none was free in time.</summary>
    public async Task<IDisposable?> TakeAsync(Guid key, TimeSpan atMost, CancellationToken cancellation)
    {
        var slots = _sets[(uint)key.GetHashCode() % Sets];
        return await slots.WaitAsync(atMost, cancellation) ? new Slot(slots) : null;
    }

    public void Dispose() => Array.ForEach(_sets, s => s.Dispose());

    private sealed class Slot(SemaphoreSlim slots) : IDisposable
    {
        public void Dispose() => slots.Release();
    }
}
