namespace Rupaya.Domain.Books;

/// <summary>A user's place in a book.</summary>
public sealed record BookMember
{
    /// <summary>The book.</summary>
    public required Guid BookId { get; init; }

    /// <summary>The user.</summary>
    public required Guid UserId { get; init; }

    /// <summary>What they may do.</summary>
    public required Role Role { get; init; }

    /// <summary>UTC.</summary>
    public required DateTimeOffset JoinedAt { get; init; }

    /// <summary>UTC: when their role last changed; null for never.</summary>
    public DateTimeOffset? ChangedAt { get; init; }
}
