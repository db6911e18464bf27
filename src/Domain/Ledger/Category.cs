namespace Rupaya.Domain.Ledger;

/// <summary>A category of a book: of income or of expenses.</summary>
public sealed record Category
{
    /// <summary>The book it belongs to.</summary>
    public required Guid BookId { get; init; }

    /// <summary>Its id within the book.</summary>
    public required Guid CategoryId { get; init; }

    /// <summary>Unique among the siblings of its kind while it is not deleted.</summary>
    public required string Name { get; init; }

    /// <summary><c>income</c> or <c>expense</c>; <c>none</c> for the row that stands for no category.</summary>
    public required string Kind { get; init; }

    /// <summary>The category above it; null at the top.</summary>
    public required Guid? ParentId { get; init; }

    /// <summary>A name of a picture, for clients.</summary>
    public required string? Icon { get; init; }

    /// <summary><c>#rrggbb</c>, for clients.</summary>
    public required string? Color { get; init; }

    /// <summary>True when the book had it from the beginning.</summary>
    public required bool IsSystem { get; init; }

    /// <summary>The change that made it what it is.</summary>
    public required long Version { get; init; }

    /// <summary>UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>UTC.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The change that deleted it; null while it lives.</summary>
    public long? DeletedSeq { get; init; }
}
