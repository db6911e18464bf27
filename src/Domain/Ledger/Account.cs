namespace Rupaya.Domain.Ledger;

/// <summary>An account of a book with its balance: the sum of its postings, in its own currency.</summary>
public sealed record Account
{
    /// <summary>The book it belongs to.</summary>
    public required Guid BookId { get; init; }

    /// <summary>Its id within the book.</summary>
    public required Guid AccountId { get; init; }

    /// <summary>As its owner calls it; unique in the book while it is not deleted.</summary>
    public required string Name { get; init; }

    /// <summary>One of <see cref="AccountType.All"/>.</summary>
    public required string Type { get; init; }

    /// <summary>ISO 4217 code; it never changes.</summary>
    public required string Currency { get; init; }

    /// <summary>What it held before its first transaction.</summary>
    public required decimal OpeningBalance { get; init; }

    /// <summary>The day of the opening, in the book's zone; null for before everything.</summary>
    public required DateOnly? OpeningDate { get; init; }

    /// <summary>The sum of all its postings, those dated later than today included.</summary>
    public required decimal CurrentBalance { get; init; }

    /// <summary>No posting of it is dated later; null when it has none.</summary>
    public DateOnly? LastDate { get; init; }

    /// <summary>The day of the latest statement that proved the balance; null for none.</summary>
    public DateOnly? ReconciledOn { get; init; }

    /// <summary>How far below 0 a request may take it, at least 0.</summary>
    public required decimal OverdraftLimit { get; init; }

    /// <summary>True when nothing new may be posted to it.</summary>
    public required bool IsArchived { get; init; }

    /// <summary>The change that made its attributes what they are.</summary>
    public required long Version { get; init; }

    /// <summary>The change that moved its balance last.</summary>
    public required long LastPostingSeq { get; init; }

    /// <summary>UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>UTC.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The change that deleted it; null while it lives.</summary>
    public long? DeletedSeq { get; init; }
}
