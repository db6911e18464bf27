namespace Rupaya.Infrastructure.Postgres.Entities;

internal sealed record Import
{
    public required Guid BookId { get; init; }
    public required Guid ImportId { get; init; }
    public required Guid? AccountId { get; init; }
    public required Guid CreatedBy { get; init; }
    public required string FileName { get; init; }
    public required long Size { get; init; }
    public required byte[]? Sha256 { get; init; }
    public required string Status { get; init; }
    public required int Progress { get; init; }
    public required int Rows { get; init; }
    public required int Imported { get; init; }
    public required int Duplicates { get; init; }
    public required int Rejected { get; init; }
    public required string? Note { get; init; }
    public required bool IsDamaged { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset? FinishedAt { get; init; }
}

internal sealed record ImportFile
{
    public required Guid BookId { get; init; }
    public required Guid ImportId { get; init; }
    public required int Chunk { get; init; }
    public required byte[] Data { get; init; }
}

internal sealed record ImportRow
{
    public required Guid BookId { get; init; }
    public required Guid ImportId { get; init; }
    public required int Line { get; init; }
    public required string Verdict { get; init; }
    public required string? Field { get; init; }
    public required string? Code { get; init; }
    public required string? Message { get; init; }
    public required Guid? TransactionId { get; init; }
    public required Guid? Identity { get; init; }
    public required DateOnly? Date { get; init; }
    public required decimal? Amount { get; init; }
    public required string? Flow { get; init; }
    public required string? Direction { get; init; }
    public required Guid? CategoryId { get; init; }
    public required string? Category { get; init; }
    public required string? Merchant { get; init; }
    public required string? Description { get; init; }
    public required string? Reference { get; init; }

    /// <summary>A rejected row as it stands in the file.</summary>
    public required string? Text { get; init; }
}
