namespace Rupaya.Infrastructure.Postgres.Entities;

/// <summary>The read model of an import: a bank statement, or the product's own export, on its way into a book.</summary>
public sealed record Import
{
    /// <summary>The book.</summary>
    public required Guid BookId { get; init; }

    /// <summary>The import.</summary>
    public required Guid ImportId { get; init; }

    /// <summary>The account that the rows belong to; null for the product's own export, whose rows name theirs.</summary>
    public required Guid? AccountId { get; init; }

    /// <summary>The user who uploaded it.</summary>
    public required Guid CreatedBy { get; init; }

    /// <summary>As the client named it.</summary>
    public required string FileName { get; init; }

    /// <summary>Bytes; 0 until it is queued.</summary>
    public required long Size { get; init; }

    /// <summary>Of the file; null until it is queued.</summary>
    public required byte[]? Sha256 { get; init; }

    /// <summary><c>uploading</c>, <c>queued</c>, <c>running</c>, <c>completed</c> or <c>failed</c>.</summary>
    public required string Status { get; init; }

    /// <summary>0 to 100.</summary>
    public required int Progress { get; init; }

    /// <summary>Lines of the file that are rows.</summary>
    public required int Rows { get; init; }

    /// <summary>Of them, those that became transactions.</summary>
    public required int Imported { get; init; }

    /// <summary>Of them, those that the book had already.</summary>
    public required int Duplicates { get; init; }

    /// <summary>Of them, those that could not be read.</summary>
    public required int Rejected { get; init; }

    /// <summary>What is worth knowing about how the file was read; null for nothing.</summary>
    public required string? Note { get; init; }

    /// <summary>True where characters of the file could not be read.</summary>
    public required bool IsDamaged { get; init; }

    /// <summary>UTC: when it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>UTC; null while it goes on.</summary>
    public required DateTimeOffset? FinishedAt { get; init; }
}

internal sealed record ImportFile
{
    public required Guid BookId { get; init; }
    public required Guid ImportId { get; init; }
    public required int Chunk { get; init; }
    public required byte[] Data { get; init; }
}

/// <summary>The read model of a row of an import and its verdict.</summary>
public sealed record ImportRow
{
    /// <summary>The book.</summary>
    public required Guid BookId { get; init; }

    /// <summary>The import.</summary>
    public required Guid ImportId { get; init; }

    /// <summary>Its line in the file, from 1.</summary>
    public required int Line { get; init; }

    /// <summary><c>imported</c>, <c>duplicate</c>, <c>rejected</c> or <c>failed</c>.</summary>
    public required string Verdict { get; init; }

    /// <summary>The column that is wrong; null for none.</summary>
    public required string? Field { get; init; }

    /// <summary>Stable, such as <c>invalid_date</c>; null for none.</summary>
    public required string? Code { get; init; }

    /// <summary>For people; null for none.</summary>
    public required string? Message { get; init; }

    /// <summary>What it became, or what the book has already; null for none.</summary>
    public required Guid? TransactionId { get; init; }

    /// <summary>What the row is known by when it comes again.</summary>
    public required Guid? Identity { get; init; }

    /// <summary>The civil day of the statement.</summary>
    public required DateOnly? Date { get; init; }

    /// <summary>Positive, in the account's currency.</summary>
    public required decimal? Amount { get; init; }

    /// <summary>By its stored name.</summary>
    public required string? Flow { get; init; }

    /// <summary><c>in</c> or <c>out</c>.</summary>
    public required string? Direction { get; init; }

    /// <summary>Null for Uncategorised.</summary>
    public required Guid? CategoryId { get; init; }

    /// <summary>As the file names it.</summary>
    public required string? Category { get; init; }

    /// <summary>As the file has it.</summary>
    public required string? Merchant { get; init; }

    /// <summary>As the file has it.</summary>
    public required string? Description { get; init; }

    /// <summary>The bank's own id of the movement; null for none.</summary>
    public required string? Reference { get; init; }

    /// <summary>A rejected row as it stands in the file.</summary>
    public required string? Text { get; init; }
}
