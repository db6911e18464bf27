using System.Diagnostics.CodeAnalysis;
using NodaTime;
using Npgsql;
using Rupaya.Domain.Ledger;
using Rupaya.Domain.Results;
using Rupaya.Infrastructure.Ledger.Rows;
using Rupaya.Infrastructure.Postgres;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Infrastructure.Ledger.Writing;

/// <summary>What a write needs to know before it decides; read after the book's head was locked, so it cannot change before the commit.</summary>
public sealed record BookReads
{
    /// <summary>Accounts to load with the lock.</summary>
    public Guid[] Accounts { get; private init; } = [];

    /// <summary>Categories to load with the lock.</summary>
    public Guid[] Categories { get; private init; } = [];

    /// <summary>Transactions to load with the lock.</summary>
    public Guid[] Transactions { get; private init; } = [];

    /// <summary>Nothing but the book.</summary>
    public static BookReads Nothing { get; } = new();

    /// <summary>Rows by id; ids that are null or there twice count once or not at all.</summary>
    public static BookReads Of(IEnumerable<Guid?> accounts, IEnumerable<Guid?> categories, IEnumerable<Guid?> transactions) =>
        new()
        {
            Accounts = Ids(accounts),
            Categories = Ids(categories),
            Transactions = Ids(transactions),
        };

    /// <summary>One account, where one is named.</summary>
    public BookReads Account(Guid? id) => id is null ? this : this with { Accounts = [.. Accounts, id.Value] };

    /// <summary>One category, where one is named.</summary>
    public BookReads Category(Guid? id) => id is null ? this : this with { Categories = [.. Categories, id.Value] };

    /// <summary>The categories that are named.</summary>
    public BookReads CategoriesOf(IEnumerable<Guid?> ids) => this with { Categories = [.. Categories, .. Ids(ids)] };

    /// <summary>One transaction, where one is named.</summary>
    public BookReads Transaction(Guid? id) => id is null ? this : this with { Transactions = [.. Transactions, id.Value] };

    private static Guid[] Ids(IEnumerable<Guid?> ids) => [.. ids.OfType<Guid>().Distinct()];
}

/// <summary>A book whose head this transaction holds, with the rows that were asked for. What it reads cannot change before the commit.</summary>
public sealed class LockedBook : BookFacts
{
    private readonly NpgsqlConnection _connection;

    /// <summary>Makes the book of a head that was locked.</summary>
    [SetsRequiredMembers]
    internal LockedBook(NpgsqlConnection connection, Guid bookId, string currency, string timeZone, Guid actorId, DateTimeOffset now)
    {
        _connection = connection;
        (BookId, Currency, ActorId, At) = (bookId, currency, actorId, now);
        Today = CivilDates.Today(timeZone, Instant.FromDateTimeOffset(now));
    }

    /// <summary>For the statements of the commit.</summary>
    internal NpgsqlConnection Connection => _connection;

    /// <summary>Reads what a decision has to look up itself.</summary>
    public Task<List<T>> ReadAsync<T>(NpgsqlBatchCommand command, Func<NpgsqlDataReader, T> read, CancellationToken cancellation) =>
        _connection.ReadAsync(command, read, cancellation);

    /// <summary>The first column of the first row of what a decision has to look up itself; null for none.</summary>
    public Task<object?> ScalarAsync(NpgsqlBatchCommand command, CancellationToken cancellation) =>
        _connection.ScalarAsync(command, cancellation);

    /// <summary>Writes very many rows at once, as part of the commit.</summary>
    /// <param name="copy">The <c>copy … from stdin (format binary)</c>.</param>
    /// <param name="write">Writes the rows.</param>
    /// <param name="cancellation">Ends the copy, and with it the write.</param>
    public async Task CopyAsync(string copy, Func<NpgsqlBinaryImporter, Task> write, CancellationToken cancellation)
    {
        await using var writer = await _connection.BeginBinaryImportAsync(copy, cancellation);
        await write(writer);
        await writer.CompleteAsync(cancellation);
    }

    /// <summary>
    /// Looks up what is dated after today, for the accounts that are loaded; without a statement where there is nothing. Before anything is decided.
    /// </summary>
    internal async Task LoadLaterAsync(CancellationToken cancellation)
    {
        Guid[] accounts = [.. Accounts.Values.Where(a => a.LastDate > Today).Select(a => a.AccountId)];
        if (accounts.Length > 0)
        {
            Later = await LaterSums.ReadAsync(this, accounts, cancellation);
        }
    }

    /// <summary>Loads what the given refunds of transactions are, so that the sum of them can be checked.</summary>
    public Task LoadRefundsAsync(Guid[] transactionIds, CancellationToken cancellation) =>
        LoadTransactionsAsync("t.refund_of = any($2)", Parameter(transactionIds), cancellation);

    /// <summary>Before statements over many rows.</summary>
    public Task UseCustomPlansAsync(CancellationToken cancellation) => _connection.ScalarAsync(UseCustomPlans(), cancellation);

    /// <summary>Loads one more row; it is there, for another refers to it.</summary>
    internal Task LoadTransactionAsync(Guid transactionId, CancellationToken cancellation) =>
        LoadTransactionsAsync("t.transaction_id = $2", Parameter(transactionId), cancellation);

    /// <summary>Loads more accounts that are not deleted.</summary>
    public async Task LoadAccountsAsync(Guid[] accountIds, CancellationToken cancellation)
    {
        const string Live = $"{AccountSql.Select} where book_id = $1 and deleted_seq is null and account_id = any($2)";
        foreach (
            var row in await _connection.ReadAsync(Command(Live, Parameter(BookId), Parameter(accountIds)), AccountSql.Read, cancellation)
        )
        {
            Accounts[row.AccountId] = row;
        }
        await LoadLaterAsync(cancellation);
    }

    /// <summary>Loads both legs of a transfer with their accounts.</summary>
    internal async Task LoadTransferAsync(Guid transferId, CancellationToken cancellation)
    {
        await LoadTransactionsAsync("t.transfer_id = $2", Parameter(transferId), cancellation);
        var accounts = Transactions.Values.Where(t => t.TransferId == transferId).Select(t => t.AccountId).ToArray();
        var rows = _connection.ReadAsync(
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

    /// <summary>
    /// Loads what a change of a transaction also concerns: the other leg of a transfer; what a refund gives back, with all its refunds; the refunds
    /// of what was refunded.
    /// </summary>
    public async Task LoadRelatedAsync(Transaction row, CancellationToken cancellation)
    {
        if (row.TransferId is { } transfer)
        {
            await LoadTransferAsync(transfer, cancellation);
        }
        if (row.RefundOf is { } original)
        {
            await LoadTransactionAsync(original, cancellation);
            await LoadRefundsAsync([original], cancellation);
        }
        if (row.RefundedAmount > 0)
        {
            await LoadRefundsAsync([row.TransactionId], cancellation);
        }
    }

    /// <summary>The same of many: before any of them is changed, for what is loaded is as it was before the commit.</summary>
    public async Task LoadRelatedAsync(IReadOnlyCollection<Transaction> rows, CancellationToken cancellation)
    {
        Guid[] transfers = [.. rows.Select(r => r.TransferId).OfType<Guid>().Distinct()];
        if (transfers.Length > 0)
        {
            await LoadTransactionsAsync("t.transfer_id = any($2)", Parameter(transfers), cancellation);
        }
        Guid[] originals = [.. rows.Select(r => r.RefundOf).OfType<Guid>().Distinct()];
        if (originals.Length > 0)
        {
            await LoadTransactionsAsync("t.transaction_id = any($2)", Parameter(originals), cancellation);
        }
        Guid[] refunded = [.. originals, .. rows.Where(r => r.RefundedAmount > 0).Select(r => r.TransactionId)];
        if (refunded.Length > 0)
        {
            await LoadRefundsAsync(refunded, cancellation);
        }
        Guid[] accounts = [.. Transactions.Values.Select(t => t.AccountId).Distinct().Where(id => !Accounts.ContainsKey(id))];
        if (accounts.Length > 0)
        {
            await LoadAccountsAsync(accounts, cancellation);
        }
    }

    /// <summary>Loads transactions with all that an edit of them may concern: their accounts, their categories, and what is related.</summary>
    public async Task LoadForEditsAsync(Guid[] transactionIds, CancellationToken cancellation)
    {
        await LoadTransactionsAsync("t.transaction_id = any($2)", Parameter(transactionIds), cancellation);
        await LoadRelatedAsync([.. Transactions.Values], cancellation);
        const string Live = $"{CategorySql.Select} where book_id = $1 and deleted_seq is null and category_id = any($2)";
        Guid[] categories =
        [
            .. Transactions
                .Values.SelectMany(t => t.Splits.Select(s => s.CategoryId).Append(t.CategoryId))
                .OfType<Guid>()
                .Distinct()
                .Where(id => !Categories.ContainsKey(id)),
        ];
        foreach (
            var row in await _connection.ReadAsync(Command(Live, Parameter(BookId), Parameter(categories)), CategorySql.Read, cancellation)
        )
        {
            Categories[row.CategoryId] = row;
        }
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
        foreach (var row in await _connection.ReadAsync(command, TransactionSql.Read, cancellation))
        {
            Transactions.TryAdd(row.TransactionId, row);
        }
    }
}
