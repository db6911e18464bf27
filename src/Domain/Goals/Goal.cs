namespace Rupaya.Domain.Goals;

/// <summary>A savings goal, in the currency of its book.</summary>
public sealed record Goal
{
    /// <summary>The book it belongs to.</summary>
    public required Guid BookId { get; init; }

    /// <summary>Its id within the book.</summary>
    public required Guid GoalId { get; init; }

    /// <summary>As its owner calls it.</summary>
    public required string Name { get; init; }

    /// <summary>How much is to be saved.</summary>
    public required decimal TargetAmount { get; init; }

    /// <summary>By when, in the book's zone; null for no day.</summary>
    public required DateOnly? TargetDate { get; init; }

    /// <summary>The change that made it what it is.</summary>
    public required long Version { get; init; }

    /// <summary>UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>UTC.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The change that deleted it; null while it lives.</summary>
    public long? DeletedSeq { get; init; }

    /// <summary>The linked accounts; empty for a goal of contributions.</summary>
    public IReadOnlyList<Guid> AccountIds { get; init; } = [];
}
