using Npgsql;
using Rupaya.Domain.Ledger;
using Rupaya.Features.Transactions;
using Rupaya.Infrastructure.Ledger.Writing;
using Rupaya.Infrastructure.Postgres;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Features.Sandbox;

/// <summary>Fills a new book: two accounts, and three months of somebody's life in them.</summary>
internal sealed class SandboxBookHandler(BookDoor door, NpgsqlDataSource database)
{
    private const string Categories = "select name, category_id from categories where book_id = $1 and deleted_seq is null";

    /// <summary>Null when it is full; else why it is not.</summary>
    public async Task<Error?> FillAsync(Caller owner, CancellationToken cancellation)
    {
        var categories = await CategoriesAsync(owner.BookId!.Value, cancellation);
        Guid[] accounts = [];
        var opened = await door.WriteAsync<EmptyResponse>(
            owner,
            changes: 2,
            BookReads.Nothing,
            (book, commit) =>
            {
                accounts = [Open(book, commit, "Everyday", "checking", 60_000), Open(book, commit, "Savings", "savings", 250_000)];
                return Reply.NoContent<EmptyResponse>();
            },
            cancellation
        );
        return opened.Error ?? await RecordAsync(owner, accounts[0], categories, cancellation);
    }

    private async Task<Error?> RecordAsync(
        Caller owner,
        Guid account,
        IReadOnlyDictionary<string, Guid> categories,
        CancellationToken cancellation
    )
    {
        var recorded = await door.WriteAsync<EmptyResponse>(
            owner,
            BookReads.Of([account], categories.Values.Select(id => (Guid?)id), []),
            (book, commit, _) =>
            {
                var refused = SandboxLife
                    .Until(book.Today, account, categories)
                    .Select(entry => TransactionFactory.Record(entry, book, commit).Error)
                    .FirstOrDefault(error => error is not null);
                return Task.FromResult<Result<Reply<EmptyResponse>>>(refused is null ? Reply.NoContent<EmptyResponse>() : refused);
            },
            cancellation
        );
        return recorded.Error;
    }

    private static Guid Open(LockedBook book, BookCommit commit, string name, string type, decimal opening)
    {
        var seq = commit.NextSeq;
        var account = new Account
        {
            BookId = book.BookId,
            AccountId = Guid.CreateVersion7(book.At),
            Name = name,
            Type = type,
            Currency = book.Currency,
            OpeningBalance = opening,
            OpeningDate = null,
            CurrentBalance = opening,
            LastDate = DateOnly.MinValue,
            OverdraftLimit = 0,
            IsArchived = false,
            Version = seq,
            LastPostingSeq = seq,
            CreatedAt = book.At,
            UpdatedAt = book.At,
        };
        commit.Open(account);
        return account.AccountId;
    }

    private async Task<Dictionary<string, Guid>> CategoriesAsync(Guid bookId, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var rows = await connection.ReadAsync(
            Command(Categories, Parameter(bookId)),
            r => (Name: r.GetString(0), Id: r.GetGuid(1)),
            cancellation
        );
        return rows.Where(r => r.Name.Length > 0).ToDictionary(r => r.Name, r => r.Id, StringComparer.Ordinal);
    }
}
