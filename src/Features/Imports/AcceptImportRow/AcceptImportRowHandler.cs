using Rupaya.Domain.Ledger;
using Rupaya.Domain.Text;
using Rupaya.Domain.Transactions;
using Rupaya.Features.Transactions;
using Rupaya.Infrastructure.Ledger.Rows;
using Rupaya.Infrastructure.Ledger.Writing;
using Rupaya.Infrastructure.Postgres;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Features.Imports.AcceptImportRow;

internal sealed class AcceptImportRowHandler(BookDoor door)
{
    private const string Find = """
        select r.verdict, i.account_id, r.date, r.amount, r.flow, r.direction, r.category_id, r.category, r.merchant, r.description, r.reference,
               r.transaction_id, t.deleted_seq is not null, t.import_identity
          from import_rows r join imports i on i.book_id = $1 and i.import_id = r.import_id
          left join transactions t on t.book_id = $1 and t.transaction_id = r.transaction_id
         where r.book_id = $1 and r.import_id = $2 and r.line = $3 and i.status = 'completed' and r.line > 0
        """;

    private const string Accept = """
        update import_rows set verdict = 'imported', transaction_id = $4, category_id = $5, field = null, code = null, message = null
         where book_id = $1 and import_id = $2 and line = $3
        """;

    private const string Count =
        "update imports set imported = imported + 1, duplicates = duplicates - 1 where book_id = $1 and import_id = $2";

    // A statement that comes again finds the row by what is in the book, not by what was deleted from it.
    private const string Forget =
        "update transactions set import_identity = null where book_id = $1 and transaction_id = $2 and deleted_seq is not null";

    private const string Know = "update transactions set reference = $3, import_identity = $4 where book_id = $1 and transaction_id = $2";

    public Task<Result<Reply<TransactionView>>> HandleAsync(Guid importId, int line, Caller caller, CancellationToken cancellation) =>
        door.WriteAsync<TransactionView>(
            caller,
            BookReads.Nothing,
            (book, commit, c) => DecideAsync(importId, line, book, commit, c),
            cancellation
        );

    private static async Task<Result<Reply<TransactionView>>> DecideAsync(
        Guid importId,
        int line,
        LockedBook book,
        BookCommit commit,
        CancellationToken cancellation
    )
    {
        var rows = await book.ReadAsync(
            Command(Find, Parameter(book.BookId), Parameter(importId), Parameter(line)),
            StagedRow.Read,
            cancellation
        );
        if (rows is not [var row])
        {
            return Error.NotFound("Row");
        }
        if (row.Refusal is { } refused)
        {
            return refused;
        }
        await book.LoadAccountsAsync([row.AccountId!.Value], cancellation);
        if (book.Account(row.AccountId.Value) is not { IsSuccess: true, Value: var account })
        {
            return Problems.AccountDeleted.Error;
        }
        if (account.IsArchived)
        {
            return Problems.AccountArchived.Error;
        }
        var category = await CategoryAsync(row, book, commit, cancellation);
        var transaction = commit.Record(new TransactionChange(null, row.Compose(book, account, category?.CategoryId)));
        commit.Also(
            Command(
                Accept,
                Parameter(book.BookId),
                Parameter(importId),
                Parameter(line),
                Parameter(transaction.TransactionId),
                Parameter(transaction.CategoryId)
            )
        );
        if (row.Verdict == "duplicate")
        {
            commit.Also(Command(Count, Parameter(book.BookId), Parameter(importId)));
        }
        commit.Announce("transaction.created", transaction.TransactionId);
        if (row is { IsDeleted: true, Identity: not null })
        {
            commit.Also(Command(Forget, Parameter(book.BookId), Parameter(row.TransactionId)));
        }
        var identity = row.IsDeleted ? row.Identity : null;
        if (row.Reference is not null || identity is not null)
        {
            commit.Also(
                Command(Know, Parameter(book.BookId), Parameter(transaction.TransactionId), Parameter(row.Reference), Parameter(identity))
            );
        }
        return Reply.Created<TransactionView>(
            TransactionView.From(transaction, account.Name, category?.Name),
            $"/api/v1/transactions/{transaction.TransactionId}",
            TransactionView.ETag(transaction.Version, account.Version, category?.Version)
        );
    }

    /// <summary>The row's category by its name; made where it is not there, as the import would have.</summary>
    private static async Task<Category?> CategoryAsync(StagedRow row, LockedBook book, BookCommit commit, CancellationToken cancellation)
    {
        if (row.Category is null || NameKey.Of(row.Category).Length == 0)
        {
            return null;
        }
        var all = await book.ReadAsync(
            Command($"{CategorySql.Select} where book_id = $1 and deleted_seq is null", Parameter(book.BookId)),
            CategorySql.Read,
            cancellation
        );
        var kind = row.Flow == "income" ? "income" : "expense";
        var known =
            all.Find(c => c.CategoryId == row.CategoryId && c.Kind == kind)
            ?? all.Find(c => c.Kind == kind && NameKey.AreEqual(c.Name, row.Category));
        if (known is not null || row.Category.Contains('\uFFFD', StringComparison.Ordinal))
        {
            return known;
        }
        var made = new Category
        {
            BookId = book.BookId,
            CategoryId = Guid.CreateVersion7(book.At),
            Name = row.Category,
            Kind = kind,
            ParentId = null,
            Icon = null,
            Color = null,
            IsSystem = false,
            Version = commit.NextSeq,
            CreatedAt = book.At,
            UpdatedAt = book.At,
        };
        commit.Record(null, made);
        return made;
    }
}
