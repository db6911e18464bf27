namespace Rupaya.Infrastructure.Postgres.Entities;

internal sealed record Change
{
    public required Guid BookId { get; init; }
    public required long Seq { get; init; }
    public required DateTimeOffset At { get; init; }
    public required Guid ActorId { get; init; }
    public required string Kind { get; init; }
    public required Guid SubjectId { get; init; }
    public required string Op { get; init; }
    public required string? Before { get; init; }
    public string? Reason { get; init; }
}

internal sealed record JournalEntry
{
    public required Guid BookId { get; init; }
    public required long Seq { get; init; }
    public required int Line { get; init; }
    public required Guid? TransactionId { get; init; }
    public required Guid AccountId { get; init; }
    public required Guid CategoryId { get; init; }
    public required DateOnly Date { get; init; }
    public required string Currency { get; init; }
    public required string Flow { get; init; }
    public required short Sign { get; init; }
    public required decimal Amount { get; init; }
}

internal sealed record BookTotal
{
    public required Guid BookId { get; init; }
    public required DateOnly Date { get; init; }
    public required Guid AccountId { get; init; }
    public required Guid CategoryId { get; init; }
    public required string Currency { get; init; }
    public required string Flow { get; init; }
    public required decimal Amount { get; init; }
    public required long N { get; init; }
}

internal sealed record BookFlow
{
    public required Guid BookId { get; init; }
    public required string Unit { get; init; }
    public required DateOnly Start { get; init; }
    public required Guid CategoryId { get; init; }
    public required string Currency { get; init; }
    public required string Flow { get; init; }
    public required decimal Amount { get; init; }
    public required long N { get; init; }
}

internal sealed record ProjectionHead
{
    public required Guid BookId { get; init; }
    public required string Projection { get; init; }
    public required long AppliedSeq { get; init; }
}

internal sealed record SearchWord
{
    public required Guid BookId { get; init; }
    public required string Word { get; init; }
}

internal sealed record SearchDocument
{
    public required Guid BookId { get; init; }
    public required Guid TransactionId { get; init; }
    public required string[] Words { get; init; }
}
