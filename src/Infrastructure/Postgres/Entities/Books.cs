namespace Rupaya.Infrastructure.Postgres.Entities;

internal sealed record TransactionSplit
{
    public required Guid BookId { get; init; }
    public required Guid TransactionId { get; init; }
    public required int Line { get; init; }
    public required Guid? CategoryId { get; init; }
    public required decimal Amount { get; init; }
    public required string? Description { get; init; }
}

internal sealed record Notification
{
    public required Guid BookId { get; init; }
    public required Guid NotificationId { get; init; }
    public required Guid UserId { get; init; }
    public required string Kind { get; init; }
    public required string Rule { get; init; }
    public required string Period { get; init; }
    public required Guid SubjectId { get; init; }
    public required string Title { get; init; }
    public required string Body { get; init; }
    public required string Data { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset? ReadAt { get; init; }
}
