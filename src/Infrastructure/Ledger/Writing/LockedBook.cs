using NodaTime;
using Npgsql;
using Rupaya.Domain.Results;
using Rupaya.Infrastructure.Ledger.Rows;
using Rupaya.Infrastructure.Postgres;
using Rupaya.Infrastructure.Postgres.Entities;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Infrastructure.Ledger.Writing;

/// <summary>What a write needs to know before it decides; read after the book's head was locked, so it cannot change before the commit.</summary>
internal sealed record BookReads
{
    public Guid[] Accounts { get; private init; } = [];
    public Guid[] Categories { get; private init; } = [];
    public Guid[] Transactions { get; private init; } = [];

    public static BookReads Nothing { get; } = new();

    /// <summary>Rows by id; ids that are null or there twice count once or not at all.</summary>
    public static BookReads Of(IEnumerable<Guid?> accounts, IEnumerable<Guid?> categories, IEnumerable<Guid?> transactions) =>
        new()
        {
            Accounts = Ids(accounts),
            Categories = Ids(categories),
            Transactions = Ids(transactions),
        };

    public BookReads Account(Guid? id) => id is null ? this : this with { Accounts = [.. Accounts, id.Value] };

    public BookReads Category(Guid? id) => id is null ? this : this with { Categories = [.. Categories, id.Value] };

    public BookReads CategoriesOf(IEnumerable<Guid?> ids) => this with { Categories = [.. Categories, .. Ids(ids)] };

    public BookReads Transaction(Guid? id) => id is null ? this : this with { Transactions = [.. Transactions, id.Value] };

    private static Guid[] Ids(IEnumerable<Guid?> ids) => [.. ids.OfType<Guid>().Distinct()];
}

/// <summary>A book whose head this transaction holds, with the rows that were asked for. Deleted rows are not there.</summary>
internal sealed class LockedBook
{
    public required Guid BookId { get; init; }
    public required string Currency { get; init; }
    public required string TimeZone { get; init; }

    /// <summary>In whose name it is written: a caller, or whoever made what the book does by itself.</summary>
    public required Guid ActorId { get; set; }
    public required Instant Now { get; init; }

    /// <summary>For what a decision has to look up itself: it sees what cannot change before the commit.</summary>
    public required NpgsqlConnection Connection { get; init; }

    public Dictionary<Guid, Account> Accounts { get; } = [];
    public Dictionary<Guid, Category> Categories { get; } = [];
    public Dictionary<Guid, Transaction> Transactions { get; } = [];

    /// <summary>What of the accounts' balances is dated after today.</summary>
    public ILookup<Guid, (DateOnly Date, decimal Amount)> Later { get; private set; } =
        Array.Empty<(Guid, (DateOnly, decimal))>().ToLookup(l => l.Item1, l => l.Item2);

    public DateTimeOffset At => Now.ToDateTimeOffset();

    /// <summary>The civil date in the book's zone.</summary>
    public DateOnly Today => Postgres.CivilDates.Today(TimeZone, Now);

    public Result<Account> Account(Guid id) => Accounts.TryGetValue(id, out var found) ? found : Error.NotFound("Account");

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

    /// <summary>The refunds of a transaction that <see cref="LoadRefundsAsync"/> loaded, those recorded since included.</summary>
    public IEnumerable<Transaction> RefundsOf(Guid transactionId) => Transactions.Values.Where(t => t.RefundOf == transactionId);

    /// <summary>
    /// Looks up what is dated after today, for the accounts that are loaded; without a statement where there is nothing. Before anything is decided.
    /// </summary>
    public async Task LoadLaterAsync(CancellationToken cancellation)
    {
        Guid[] accounts = [.. Accounts.Values.Where(a => a.LastDate > Today).Select(a => a.AccountId)];
        if (accounts.Length > 0)
        {
            Later = await LaterSums.ReadAsync(this, accounts, cancellation);
        }
    }

    /// <summary>Keeps a recorded row as what now is; a deleted one is gone.</summary>
    public void Remember(Transaction row)
    {
        if (row.DeletedSeq is null)
        {
            Transactions[row.TransactionId] = row;
        }
        else
        {
            Transactions.Remove(row.TransactionId);
        }
    }

    /// <summary>Loads what the given refunds of transactions are, so that the sum of them can be checked.</summary>
    public Task LoadRefundsAsync(Guid[] transactionIds, CancellationToken cancellation) =>
        LoadTransactionsAsync("t.refund_of = any($2)", Parameter(transactionIds), cancellation);

    /// <summary>Before statements over many rows.</summary>
    public Task UseCustomPlansAsync(CancellationToken cancellation) => Connection.ScalarAsync(UseCustomPlans(), cancellation);

    /// <summary>Loads one more row; it is there, for another refers to it.</summary>
    public Task LoadTransactionAsync(Guid transactionId, CancellationToken cancellation) =>
        LoadTransactionsAsync("t.transaction_id = $2", Parameter(transactionId), cancellation);

    /// <summary>Loads more accounts that are not deleted.</summary>
    public async Task LoadAccountsAsync(Guid[] accountIds, CancellationToken cancellation)
    {
        const string Live = $"{AccountSql.Select} where book_id = $1 and deleted_seq is null and account_id = any($2)";
        foreach (
            var row in await Connection.ReadAsync(Command(Live, Parameter(BookId), Parameter(accountIds)), AccountSql.Read, cancellation)
        )
        {
            Accounts[row.AccountId] = row;
        }
        await LoadLaterAsync(cancellation);
    }

    /// <summary>Loads both legs of a transfer with their accounts.</summary>
    public async Task LoadTransferAsync(Guid transferId, CancellationToken cancellation)
    {
        await LoadTransactionsAsync("t.transfer_id = $2", Parameter(transferId), cancellation);
        var accounts = Transactions.Values.Where(t => t.TransferId == transferId).Select(t => t.AccountId).ToArray();
        var rows = Connection.ReadAsync(
            Command($"{AccountSql.Select} where book_id = $1 and account_id = any($2)", Parameter(BookId), Parameter(accounts)),
            AccountSql.Read,
            cancellation
        );
        foreach (var row in await rows)
        {
            Accounts[row.AccountId] = row;
        }
        await LoadLaterAsync(cancellation);
    }

    /// <summary>Loads more transactions <c>t</c> that are not deleted.</summary>
    /// <param name="condition">On <c>$2</c>, the parameter.</param>
    /// <param name="parameter">What the condition needs.</param>
    /// <param name="cancellation">Ends the statement.</param>
    public async Task LoadTransactionsAsync(string condition, NpgsqlParameter parameter, CancellationToken cancellation)
    {
        var command = Command(
            $"{TransactionSql.Select} where t.book_id = $1 and t.deleted_seq is null and {condition}",
            Parameter(BookId),
            parameter
        );
        foreach (var row in await Connection.ReadAsync(command, TransactionSql.Read, cancellation))
        {
            Transactions.TryAdd(row.TransactionId, row);
        }
    }
}
