namespace Rupaya.Domain.Goals;

/// <summary>Money put aside for a goal without a linked account; negative for what was taken out again.</summary>
public sealed record GoalContribution
{
    /// <summary>The book it belongs to.</summary>
    public required Guid BookId { get; init; }

    /// <summary>Its id within the book.</summary>
    public required Guid ContributionId { get; init; }

    /// <summary>The goal.</summary>
    public required Guid GoalId { get; init; }

    /// <summary>In the book's currency.</summary>
    public required decimal Amount { get; init; }

    /// <summary>Civil date in the book's zone.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>What its owner wrote about it.</summary>
    public required string? Note { get; init; }

    /// <summary>UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }
}
