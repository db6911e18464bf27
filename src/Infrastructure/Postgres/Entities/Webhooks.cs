namespace Rupaya.Infrastructure.Postgres.Entities;

internal sealed record RaisedAlert
{
    public required Guid BookId { get; init; }
    public required string Rule { get; init; }
    public required string Period { get; init; }
    public required Guid SubjectId { get; init; }
    public required DateTimeOffset RaisedAt { get; init; }
}

/// <summary>The read model of a webhook: where a book sends events to.</summary>
public sealed record Webhook
{
    /// <summary>The book.</summary>
    public required Guid BookId { get; init; }

    /// <summary>The webhook.</summary>
    public required Guid WebhookId { get; init; }

    /// <summary>The owner who made it.</summary>
    public required Guid CreatedBy { get; init; }

    /// <summary>The receiver.</summary>
    public required string Url { get; init; }

    /// <summary>What it is told of, such as <c>transaction.created</c>.</summary>
    public required string[] Events { get; init; }

    /// <summary>Sealed with the master key.</summary>
    public required byte[] Secret { get; init; }

    /// <summary>Attempts that failed in a row.</summary>
    public required int Failures { get; init; }

    /// <summary>UTC: when the receiver is tried again.</summary>
    public required DateTimeOffset NotBefore { get; init; }

    /// <summary>UTC: when it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>UTC: when somebody changed it; null for never.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>The secret before this one, sealed; null where there is none that still counts.</summary>
    public byte[]? PreviousSecret { get; init; }

    /// <summary>UTC: until when requests are signed with that one as well.</summary>
    public DateTimeOffset? PreviousUntil { get; init; }

    /// <summary>UTC: since when nothing has arrived, with attempts that failed; null while it takes what it is sent.</summary>
    public DateTimeOffset? FailingSince { get; init; }

    /// <summary>UTC: since when nothing is sent to it; null while it is.</summary>
    public DateTimeOffset? DisabledAt { get; init; }

    /// <summary>Why: <c>failures</c> or <c>owner</c>; null while it is sent to.</summary>
    public string? DisabledReason { get; init; }
}

/// <summary>The read model of an event on its way to a webhook.</summary>
public sealed record WebhookDelivery
{
    /// <summary>The book.</summary>
    public required Guid BookId { get; init; }

    /// <summary>The delivery, the same at every attempt.</summary>
    public required Guid DeliveryId { get; init; }

    /// <summary>Where it goes.</summary>
    public required Guid WebhookId { get; init; }

    /// <summary>What happened.</summary>
    public required string Event { get; init; }

    /// <summary>Keeps an event from being queued twice.</summary>
    public required string DedupeKey { get; init; }

    /// <summary>The change that it tells of.</summary>
    public required long Seq { get; init; }

    /// <summary>JSON, as it is signed and sent.</summary>
    public required string Body { get; init; }

    /// <summary><c>pending</c>, <c>delivered</c> or <c>failed</c>.</summary>
    public required string Status { get; init; }

    /// <summary>How often it was tried.</summary>
    public required int Attempts { get; init; }

    /// <summary>UTC: when it is tried next.</summary>
    public required DateTimeOffset NextAttemptAt { get; init; }

    /// <summary>UTC: from then on it is not tried any more.</summary>
    public required DateTimeOffset GiveUpAt { get; init; }

    /// <summary>UTC: when it happened.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>UTC: when it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }
}

internal sealed record DueBook
{
    public required Guid BookId { get; init; }
    public required DateTimeOffset NotBefore { get; init; }
}

/// <summary>One try of a delivery.</summary>
public sealed record WebhookAttempt
{
    /// <summary>The book.</summary>
    public required Guid BookId { get; init; }

    /// <summary>The delivery.</summary>
    public required Guid DeliveryId { get; init; }

    /// <summary>From 1.</summary>
    public required int Attempt { get; init; }

    /// <summary>UTC: when it ended.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Milliseconds.</summary>
    public required int DurationMs { get; init; }

    /// <summary>What the receiver answered; null when it did not.</summary>
    public required int? StatusCode { get; init; }

    /// <summary>Why it does not count as delivered; null when it does.</summary>
    public required string? Error { get; init; }

    /// <summary>The first 4 KiB of what it answered; null when it did not, or nothing.</summary>
    public string? Answer { get; init; }

    /// <summary>The headers it was sent with, as JSON, without signatures.</summary>
    public string? Headers { get; init; }
}
