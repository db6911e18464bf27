using System.Text.Json;
using Npgsql;
using Rupaya.Domain.Ledger;
using Rupaya.Domain.Results;
using Rupaya.Infrastructure.Persistence.Entities;
using Rupaya.Infrastructure.Web;

namespace Rupaya.Infrastructure.Ledger;

/// <summary>
/// Collects what one write does to a book. Each recorded change takes the next number, posts what it means for the journal, moves the
/// balances and keeps the row as it was before. Nothing reaches the database until the decision is made.
/// </summary>
internal sealed class BookCommit(LockedBook book, long firstSeq)
{
    private readonly Dictionary<Guid, BalanceMove> _moves = [];
    private int _taken;

    /// <summary>Rows, entries and changes in the order they were recorded.</summary>
    public List<NpgsqlBatchCommand> Rows { get; } = [];

    public IReadOnlyCollection<BalanceMove> Moves => _moves.Values;

    public int Taken => _taken;

    /// <summary>What the commit is announced as: the first recorded change.</summary>
    public (string Cause, Guid SubjectId) Announcement { get; private set; }

    /// <summary>The number that the next recorded change will take: its row's version.</summary>
    public long NextSeq => firstSeq + _taken;

    /// <summary>A new, changed or deleted (<see cref="Transaction.DeletedSeq"/>) transaction.</summary>
    /// <param name="before">Null for a creation.</param>
    /// <param name="after">The row as it is to be stored.</param>
    /// <param name="guarded">True when a move that lowers a balance must respect the overdraft limit.</param>
    public void Record(Transaction? before, Transaction after, bool guarded)
    {
        Rows.Add(before is null ? TransactionSql.Insert(after) : TransactionSql.Update(after));
        var seq = Change("transaction", after.TransactionId, before, after.DeletedSeq is not null);
        Post(seq, after.TransactionId, Posting.Between(State(before), State(after)), guarded);
    }

    /// <summary>A new account with its opening posting.</summary>
    public void Open(Account account)
    {
        Rows.Add(AccountSql.Insert(account with { CurrentBalance = 0 }));
        var seq = Change("account", account.AccountId, null, deleted: false);
        var opening = new Posted(
            account.AccountId,
            Posting.NoCategory,
            account.OpeningDate ?? DateOnly.MinValue,
            account.Currency,
            Flow.Opening,
            account.OpeningBalance
        );
        Post(seq, null, Posting.Between(null, opening), guarded: false);
    }

    /// <summary>A new or changed budget.</summary>
    public void Record(Budget? before, Budget after)
    {
        Rows.Add(BudgetSql.Insert(after));
        Change("budget", after.BudgetId, before, after.DeletedSeq is not null);
    }

    /// <summary>The book's changed settings.</summary>
    public void Record(Book before, Book after)
    {
        Rows.Add(BookSql.Update(after));
        Change("book", after.BookId, before, deleted: false);
    }

    /// <summary>A new member, or one with another role.</summary>
    public void Record(BookMember? before, BookMember after)
    {
        Rows.Add(before is null ? BookSql.InsertMember(after) : BookSql.UpdateMember(after));
        Change("member", after.UserId, before, deleted: false);
    }

    /// <summary>A member who leaves.</summary>
    public void Remove(BookMember member)
    {
        Rows.Add(BookSql.DeleteMember(member));
        Change("member", member.UserId, member, deleted: true);
    }

    private static Posted? State(Transaction? row) =>
        row is null || row.DeletedSeq is not null
            ? null
            : new Posted(
                row.AccountId,
                row.CategoryId ?? Posting.NoCategory,
                row.Date,
                row.Currency,
                Flows.Parse(row.Flow),
                row.Direction == "in" ? row.Amount : -row.Amount
            );

    private long Change(string kind, Guid subject, object? before, bool deleted)
    {
        var op =
            before is null ? "create"
            : deleted ? "delete"
            : "update";
        var seq = firstSeq + _taken++;
        if (_taken == 1)
        {
            Announcement = ($"{kind}.{op}d", subject);
        }
        var json = before is null ? null : JsonSerializer.Serialize(before, before.GetType(), Json.Options);
        Rows.Add(JournalSql.InsertChange(book.BookId, seq, book.At, book.ActorId, kind, subject, op, json));
        return seq;
    }

    private void Post(long seq, Guid? transactionId, IReadOnlyList<Entry> entries, bool guarded)
    {
        for (var line = 0; line < entries.Count; line++)
        {
            Rows.Add(JournalSql.InsertEntry(book.BookId, seq, line, transactionId, entries[line]));
        }
        foreach (var (account, delta) in Posting.Deltas(entries))
        {
            var earlier = _moves.GetValueOrDefault(account);
            _moves[account] = new BalanceMove(account, (earlier?.Delta ?? 0) + delta, guarded || earlier?.Guarded == true, seq);
        }
    }
}

/// <param name="AccountId">The account.</param>
/// <param name="Delta">Net effect of the commit, in the account's currency.</param>
/// <param name="Guarded">True when the overdraft limit holds for a negative delta.</param>
/// <param name="Seq">The last change that moved it.</param>
internal sealed record BalanceMove(Guid AccountId, decimal Delta, bool Guarded, long Seq);
