using System.Text.Json;
using Npgsql;
using Rupaya.Domain.Ledger;
using Rupaya.Infrastructure.Base;
using Rupaya.Infrastructure.Ledger.Rows;

namespace Rupaya.Infrastructure.Ledger.Writing;

/// <summary>The numbers that a commit takes, with the history and the journal lines of its changes and the balances that follow from them.</summary>
internal sealed class CommitJournal(LockedBook book, long firstSeq)
{
    /// <summary>From here on one statement for all rows is cheaper than one for each.</summary>
    public const int Many = 4;

    private readonly Dictionary<Guid, BalanceMove> _moves = [];
    private readonly List<EntryRow> _entries = [];
    private readonly List<ChangeRow> _changes = [];
    private int _taken;

    /// <summary>What the accounts hold, all that was posted so far included.</summary>
    public BookBalances Balances { get; } = new(book);

    public int Taken => _taken;

    public long NextSeq => firstSeq + _taken;

    /// <summary>The first change: what it is called, and of what.</summary>
    public (string Cause, Guid SubjectId) First { get; private set; }

    /// <summary>Takes the next number for a change, and keeps the row as it was before.</summary>
    /// <returns>The number.</returns>
    public long Change(string kind, Guid subject, object? before, bool deleted, string? reason = null)
    {
        var op =
            before is null ? "create"
            : deleted ? "delete"
            : "update";
        var seq = firstSeq + _taken++;
        if (_taken == 1)
        {
            First = ($"{kind}.{op}d", subject);
        }
        var json = before is null ? null : JsonSerializer.Serialize(before, before.GetType(), Json.Options);
        _changes.Add(new ChangeRow(seq, kind, subject, op, json, reason));
        return seq;
    }

    /// <summary>Posts what a change means: journal lines, and what they do to the balances.</summary>
    public void Post(long seq, Guid? transactionId, IReadOnlyList<Entry> entries)
    {
        for (var line = 0; line < entries.Count; line++)
        {
            var what = entries[line].What;
            _entries.Add(new EntryRow(seq, line, transactionId, entries[line]));
            Balances.Add(what);
            var earlier = _moves.GetValueOrDefault(what.AccountId);
            var last = earlier is null || earlier.LastDate < what.Date ? what.Date : earlier.LastDate;
            _moves[what.AccountId] = new BalanceMove(what.AccountId, (earlier?.Delta ?? 0) + what.Amount, last, seq);
        }
    }

    /// <summary>Takes numbers for changes that a statement of its own has written.</summary>
    /// <param name="count">How many.</param>
    /// <param name="first">What they are called when they are the first.</param>
    public void Take(int count, (string Cause, Guid SubjectId) first)
    {
        First = _taken == 0 ? first : First;
        _taken += count;
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        _moves.Clear();
        Balances.Clear();
        _entries.Clear();
        _changes.Clear();
        _taken = 0;
    }

    /// <summary>History, then journal, then the balances in the order of their accounts' ids, so that no two commits wait for each other.</summary>
    public IEnumerable<NpgsqlBatchCommand> Commands() =>
        [
            .. _changes.Count < Many ? _changes.Select(c => JournalSql.InsertChange(book, c)) : [JournalSql.InsertChanges(book, _changes)],
            .. _entries.Count < Many
                ? _entries.Select(e => JournalSql.InsertEntry(book.BookId, e))
                : [JournalSql.InsertEntries(book.BookId, _entries)],
            .. _moves.Values.OrderBy(m => m.AccountId).Select(m => AccountSql.Move(book.BookId, m)),
        ];
}
