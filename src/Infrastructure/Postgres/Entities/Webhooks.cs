namespace Rupaya.Infrastructure.Postgres.Entities;

internal sealed record RaisedAlert
{
    public required Guid BookId { get; init; }
    public required string Rule { get; init; }
    public required string Period { get; init; }
    public required Guid SubjectId { get; init; }
    public required DateTimeOffset RaisedAt { get; init; }
}

internal sealed record Webhook
{
    public required Guid BookId { get; init; }
    public required Guid WebhookId { get; init; }
    public required Guid CreatedBy { get; init; }
    public required string Url { get; init; }
    public required string[] Events { get; init; }
    public required byte[] Secret { get; init; }
    public required int Failures { get; init; }
    public required DateTimeOffset NotBefore { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
}

internal sealed record WebhookDelivery
{
    public required Guid BookId { get; init; }
    public required Guid DeliveryId { get; init; }
    public required Guid WebhookId { get; init; }
    public required string Event { get; init; }
    public required string DedupeKey { get; init; }
    public required long Seq { get; init; }
    public required string Body { get; init; }
    public required string Status { get; init; }
    public required int Attempts { get; init; }
    public required DateTimeOffset NextAttemptAt { get; init; }
    public required DateTimeOffset GiveUpAt { get; init; }
    public required DateTimeOffset OccurredAt { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
}

internal sealed record DueBook
{
    public required Guid BookId { get; init; }
    public required DateTimeOffset NotBefore { get; init; }
}

internal sealed record WebhookAttempt
{
    public required Guid BookId { get; init; }
    public required Guid DeliveryId { get; init; }
    public required int Attempt { get; init; }
    public required DateTimeOffset At { get; init; }
    public required int DurationMs { get; init; }
    public required int? StatusCode { get; init; }
    public required string? Error { get; init; }
}
