using Npgsql;
using Rupaya.Domain.Books;
using Rupaya.Domain.Budgets;
using Rupaya.Domain.Ledger;
using Rupaya.Domain.Transactions;
using Rupaya.Infrastructure.Ledger.Rows;
using Rupaya.Infrastructure.Postgres.Entities;

namespace Rupaya.Infrastructure.Ledger.Writing;

/// <summary>
/// Collects what one write does to a book. Each recorded change takes the next number, posts what it means for the journal, moves the
/// balances and keeps the row as it was before. Nothing reaches the database until the decision is made, but for what is recorded many at once.
/// </summary>
public sealed class BookCommit(LockedBook book, long firstSeq)
{
    private readonly CommitJournal _journal = new(book, firstSeq);
    private readonly List<Transaction> _inserted = [];
    private readonly List<NpgsqlBatchCommand> _referred = [];
    private readonly List<NpgsqlBatchCommand> _rows = [];
    private bool _written;
    private (string Cause, Guid SubjectId)? _announced;

    /// <summary>What the accounts hold, all that was recorded so far included.</summary>
    public BookBalances Balances => _journal.Balances;

    /// <summary>How many numbers the commit takes.</summary>
    public int Taken => _journal.Taken;

    /// <summary>What the commit is announced as: the first recorded change, where nothing else is said.</summary>
    internal (string Cause, Guid SubjectId) Announcement => _announced ?? _journal.First;

    /// <summary>The number that the next recorded change will take: its row's version.</summary>
    public long NextSeq => _journal.NextSeq;

    /// <summary>What was decided about transactions, in order.</summary>
    /// <returns>The rows as they are stored, with their numbers.</returns>
    public IReadOnlyList<Transaction> Record(TransactionDecision decision) => Record(decision.Changes);

    /// <summary>The same of changes that need no decision.</summary>
    public IReadOnlyList<Transaction> Record(IReadOnlyList<TransactionChange> changes) => [.. changes.Select(Record)];

    /// <summary>A new, changed or deleted transaction.</summary>
    /// <returns>The row as it is stored, with its number.</returns>
    public Transaction Record(TransactionChange change)
    {
        var (before, seq) = (change.Before, NextSeq);
        var after = change.After is { } changed
            ? changed with
            {
                Version = seq,
                UpdatedAt = book.At,
            }
            : before! with
            {
                Version = seq,
                UpdatedAt = book.At,
                DeletedSeq = seq,
            };
        if (before is null)
        {
            _inserted.Add(after);
        }
        else
        {
            _rows.AddRange(TransactionSql.Replace(before, after));
        }
        book.Remember(after);
        _journal.Change("transaction", after.TransactionId, before, after.DeletedSeq is not null, change.Reason);
        _journal.Post(seq, after.TransactionId, Posting.Between(Posting.Of(before), Posting.Of(after)));
        return after;
    }

    /// <summary>A new account with its opening posting.</summary>
    public void Open(Account account)
    {
        _referred.Add(AccountSql.Insert(account with { CurrentBalance = 0 }));
        var seq = _journal.Change("account", account.AccountId, null, deleted: false);
        _journal.Post(seq, null, Posting.Between([], [Posting.Opening(account)]));
    }

    /// <summary>
    /// An account's changed attributes, its opening among them, which is posted anew; or its end (<see cref="Account.DeletedSeq"/>), which takes the
    /// opening back.
    /// </summary>
    public void Record(Account before, Account after)
    {
        _rows.Add(AccountSql.Update(after));
        var seq = _journal.Change("account", after.AccountId, before, after.DeletedSeq is not null);
        _journal.Post(seq, null, Posting.Between([Posting.Opening(before)], after.DeletedSeq is null ? [Posting.Opening(after)] : []));
    }

    /// <summary>A new, changed or deleted category.</summary>
    public void Record(Category? before, Category after)
    {
        (before is null ? _referred : _rows).Add(before is null ? CategorySql.Insert(after) : CategorySql.Update(after));
        _journal.Change("category", after.CategoryId, before, after.DeletedSeq is not null);
    }

    /// <summary>A new or changed budget.</summary>
    public void Record(Budget? before, Budget after)
    {
        _rows.Add(before is null ? BudgetSql.Insert(after) : BudgetSql.Update(after));
        _journal.Change("budget", after.BudgetId, before, after.DeletedSeq is not null);
    }

    /// <summary>A new, changed or deleted row of a kind that posts nothing.</summary>
    /// <param name="kind">What it is called in the book's history.</param>
    /// <param name="subjectId">Its id.</param>
    /// <param name="before">The row as it was; null for a creation.</param>
    /// <param name="deleted">True when it ends.</param>
    /// <param name="rows">What writes it.</param>
    public void Record(string kind, Guid subjectId, object? before, bool deleted, params NpgsqlBatchCommand[] rows)
    {
        _rows.AddRange(rows);
        _journal.Change(kind, subjectId, before, deleted);
    }

    /// <summary>Announces the commit as something else than its first change.</summary>
    public void Announce(string cause, Guid subjectId) => _announced = (cause, subjectId);

    /// <summary>A statement that belongs to what is recorded and is no change of its own.</summary>
    public void Also(NpgsqlBatchCommand command) => _rows.Add(command);

    /// <summary>A new, changed or (null) removed rate of the book's own.</summary>
    public void Record(BookRate? before, BookRate? after)
    {
        _rows.AddRange(RateSql.Write(before, after));
        _journal.Change("rate", (after ?? before)!.RateId, before, after is null);
    }

    /// <summary>The book's changed settings.</summary>
    public void Record(Book before, Book after)
    {
        _rows.Add(BookSql.Update(after));
        _journal.Change("book", after.BookId, before, deleted: false);
    }

    /// <summary>A new member, or one with another role.</summary>
    public void Record(BookMember? before, BookMember after)
    {
        _rows.Add(before is null ? BookSql.InsertMember(after) : BookSql.UpdateMember(after, book.At));
        _journal.Change("member", after.UserId, before, deleted: false);
    }

    /// <summary>A member who leaves.</summary>
    internal void Remove(BookMember member)
    {
        _rows.Add(BookSql.DeleteMember(member));
        _journal.Change("member", member.UserId, member, deleted: true);
    }

    /// <summary>Changes that one statement writes itself, because they may be very many. It runs at once and is part of the commit.</summary>
    /// <param name="count">How many numbers it takes: as many rows as it updates, each with a change.</param>
    /// <param name="announcement">What the commit is announced as when they are the first.</param>
    /// <param name="statement">Given the first number.</param>
    /// <param name="cancellation">Ends the statement, and with it the write.</param>
    public async Task RecordManyAsync(
        int count,
        (string Cause, Guid SubjectId) announcement,
        Func<long, NpgsqlBatchCommand> statement,
        CancellationToken cancellation
    )
    {
        if (count == 0)
        {
            return;
        }
        await using var batch = new NpgsqlBatch(book.Connection) { Timeout = 300 };
        batch.BatchCommands.Add(statement(NextSeq));
        var written = await batch.ExecuteNonQueryAsync(cancellation);
        if (written != count)
        {
            throw new InvalidOperationException($"The statement wrote {written} changes, but {count} numbers were taken.");
        }
        _journal.Take(count, announcement);
        _written = true;
    }

    /// <summary>Forgets everything that was recorded: nothing of it is written.</summary>
    /// <exception cref="InvalidOperationException">Many at once were written already.</exception>
    public void Abandon()
    {
        if (_written)
        {
            throw new InvalidOperationException("What was written at once cannot be abandoned.");
        }
        _journal.Clear();
        _inserted.Clear();
        _referred.Clear();
        _rows.Clear();
    }

    /// <summary>Everything that was recorded, rows before what refers to them; the balances last, in the order of their ids.</summary>
    internal IEnumerable<NpgsqlBatchCommand> Commands() =>
        [
            .. _referred,
            .. _inserted.Count < CommitJournal.Many ? _inserted.Select(TransactionSql.Insert) : [TransactionSql.InsertMany(_inserted)],
            .. _inserted.Exists(t => t.Splits.Count > 0) ? [TransactionSql.InsertSplits(_inserted)] : Array.Empty<NpgsqlBatchCommand>(),
            .. _rows,
            .. _journal.Commands(),
        ];
}
