using Npgsql;
using Rupaya.Domain.Ledger;
using Rupaya.Infrastructure.Ledger.Writing;

namespace Rupaya.Features.Imports.AcceptImportRow;

/// <summary>A row of a statement as the import kept it.</summary>
/// <param name="AccountId">Null in an import of the product's own export.</param>
/// <param name="Category">The name in the file, or null.</param>
/// <param name="TransactionId">What it became, or what it was held a duplicate of.</param>
/// <param name="IsDeleted">True when that was deleted.</param>
/// <param name="Identity">What statements know that by.</param>
internal sealed record StagedRow(
    string Verdict,
    Guid? AccountId,
    DateOnly? Date,
    decimal? Amount,
    string? Flow,
    string? Direction,
    Guid? CategoryId,
    string? Category,
    string? Merchant,
    string? Description,
    string? Reference,
    Guid? TransactionId,
    bool IsDeleted,
    Guid? Identity
)
{
    public static StagedRow Read(NpgsqlDataReader r) =>
        new(
            r.GetString(0),
            Value<Guid>(r, 1),
            Value<DateOnly>(r, 2),
            Value<decimal>(r, 3),
            Text(r, 4),
            Text(r, 5),
            Value<Guid>(r, 6),
            Text(r, 7),
            Text(r, 8),
            Text(r, 9),
            Text(r, 10),
            Value<Guid>(r, 11),
            r.GetBoolean(12),
            Value<Guid>(r, 13)
        );

    /// <summary>Why it cannot be taken; null when it can.</summary>
    public Error? Refusal =>
        Verdict == "rejected" ? Problems.RowRejected.Error
        : AccountId is null ? Problems.RowOfExport.Error
        : Verdict == "imported" && !IsDeleted ? Problems.AlreadyImported.Error
        : null;

    /// <summary>What it becomes.</summary>
    public Transaction Compose(LockedBook book, Account account, Guid? categoryId) =>
        new()
        {
            BookId = book.BookId,
            TransactionId = Guid.CreateVersion7(book.At),
            AccountId = account.AccountId,
            CategoryId = categoryId,
            Flow = Flows.Parse(Flow!),
            Direction = Directions.Parse(Direction!),
            Amount = Amount!.Value,
            Currency = account.Currency,
            Date = Date!.Value,
            Description = Description,
            Merchant = Merchant,
            Tags = [],
            Status = "cleared",
            Reference = Reference,
            Version = 0,
            CreatedAt = book.At,
            UpdatedAt = book.At,
        };

    private static string? Text(NpgsqlDataReader r, int column) => r.IsDBNull(column) ? null : r.GetString(column);

    private static T? Value<T>(NpgsqlDataReader r, int column)
        where T : struct => r.IsDBNull(column) ? null : r.GetFieldValue<T>(column);
}
