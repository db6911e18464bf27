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

/// <summary>What a user was told in the app.</summary>
public sealed record Notification
{
    /// <summary>The book.</summary>
    public required Guid BookId { get; init; }

    /// <summary>The notification.</summary>
    public required Guid NotificationId { get; init; }

    /// <summary>Who is told.</summary>
    public required Guid UserId { get; init; }

    /// <summary>Stable, such as <c>account.low_balance</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The alert rule that raised it.</summary>
    public required string Rule { get; init; }

    /// <summary>What keeps the rule from raising it twice.</summary>
    public required string Period { get; init; }

    /// <summary>What it is about.</summary>
    public required Guid SubjectId { get; init; }

    /// <summary>One line, for people.</summary>
    public required string Title { get; init; }

    /// <summary>For people.</summary>
    public required string Body { get; init; }

    /// <summary>JSON: ids and amounts for the app.</summary>
    public required string Data { get; init; }

    /// <summary>UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>UTC; null while it is unread.</summary>
    public required DateTimeOffset? ReadAt { get; init; }
}
