using Rupaya.Domain.Results;

namespace Rupaya.Domain.Ledger;

/// <summary>What a decision sees of a book: rows that cannot change before the decision is stored. Deleted rows are not there.</summary>
public class BookFacts
{
    /// <summary>The book.</summary>
    public required Guid BookId { get; init; }

    /// <summary>ISO 4217 code of its budgets and goals.</summary>
    public required string Currency { get; init; }

    /// <summary>The civil date in the book's zone.</summary>
    public required DateOnly Today { get; init; }

    /// <summary>The moment of the decision, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>In whose name it is written: a caller, or whoever made what the book does by itself.</summary>
    public required Guid ActorId { get; set; }

    /// <summary>The accounts that were asked for.</summary>
    public Dictionary<Guid, Account> Accounts { get; } = [];

    /// <summary>The categories that were asked for.</summary>
    public Dictionary<Guid, Category> Categories { get; } = [];

    /// <summary>The transactions that were asked for, as what was decided since has left them.</summary>
    public Dictionary<Guid, Transaction> Transactions { get; } = [];

    /// <summary>What of the accounts' balances is dated after today.</summary>
    public ILookup<Guid, (DateOnly Date, decimal Amount)> Later { get; protected set; } =
        Array.Empty<(Guid, (DateOnly, decimal))>().ToLookup(l => l.Item1, l => l.Item2);

    /// <summary>The account, or 404.</summary>
    public Result<Account> Account(Guid id) => Accounts.TryGetValue(id, out var found) ? found : Error.NotFound("Account");

    /// <summary>The transaction, or 404.</summary>
    public Result<Transaction> Transaction(Guid id) => Transactions.TryGetValue(id, out var found) ? found : Error.NotFound("Transaction");

    /// <summary>The category, null for none, or 404.</summary>
    public Result<Category?> Category(Guid? id)
    {
        if (id is null)
        {
            return (Category?)null;
        }
        return Categories.TryGetValue(id.Value, out var found) ? found : Error.NotFound("Category");
    }

    /// <summary>The refunds of a transaction that were asked for, those decided since included.</summary>
    public IEnumerable<Transaction> RefundsOf(Guid transactionId) => Transactions.Values.Where(t => t.RefundOf == transactionId);

    /// <summary>The other leg of a transfer whose legs were asked for.</summary>
    public Transaction OtherLeg(Transaction leg)
    {
        ArgumentNullException.ThrowIfNull(leg);
        return Transactions.Values.Single(t => t.TransferId == leg.TransferId && t.TransactionId != leg.TransactionId);
    }

    /// <summary>Keeps a row as what now is; a deleted one is gone.</summary>
    public void Remember(Transaction row)
    {
        ArgumentNullException.ThrowIfNull(row);
        if (row.DeletedSeq is null)
        {
            Transactions[row.TransactionId] = row;
        }
        else
        {
            Transactions.Remove(row.TransactionId);
        }
    }
}
